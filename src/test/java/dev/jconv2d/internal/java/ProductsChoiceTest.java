package dev.jconv2d.internal.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
import dev.jconv2d.testing.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which products a JVM gets, and which threads. */
class ProductsChoiceTest {
    @Test
    void plainLoopsWithoutTheModuleAndNoWarning() throws Exception {
        ChildJvm.Result result = new ChildJvm().runMain(Layer.class.getName());
        assertEquals("", result.err());
        assertTrue(result.lines().get(0).startsWith("java:plain"), result.out());
        assertTrue(result.lines().get(1).contains("--add-modules jdk.incubator.vector"), result.out());
    }

    @Test
    void vectorsWithTheModule() throws Exception {
        ChildJvm.Result result =
                new ChildJvm().with("--add-modules=jdk.incubator.vector").runMain(Layer.class.getName());
        assertTrue(result.lines().get(0).startsWith("java:vector"), result.out());
        assertTrue(result.lines().get(1).contains("explicit vectors"), result.out());
        // The JVM itself says that the module is incubating; we say nothing.
        assertEquals(
                List.of("WARNING: Using incubator modules: jdk.incubator.vector"),
                result.err().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void plainLoopsWhereVectorsWouldBeObjects(String flag) throws Exception {
        ChildJvm.Result result =
                new ChildJvm().with("--add-modules=jdk.incubator.vector", flag).runMain(Layer.class.getName());
        assertTrue(result.lines().get(0).startsWith("java:plain"), result.out());
        assertTrue(result.lines().get(1).contains("optimising JIT compiler"), result.out());
    }

    @Test
    void oneThreadStartsNoOther() throws Exception {
        ChildJvm.Result result = new ChildJvm().runMain(Layer.class.getName());
        assertEquals("0 others with one thread", result.lines().get(2));
        int cores = Runtime.getRuntime().availableProcessors();
        assertEquals(
                (cores > 1 ? 1 : 0) + " others with two threads", result.lines().get(3));
    }

    /** A small program with the Java backend. */
    static final class Layer {
        public static void main(String[] arguments) {
            long before = threads();
            long[] shape = {1, 32, 64, 64};
            try (Conv2d conv = layer(1)) {
                System.out.println(conv.describe(shape).implementation());
                System.out.println(BackendStatus.of(Backend.JAVA).reason());
                conv.forward(new float[32 * 64 * 64], shape);
            }
            System.out.println((threads() - before) + " others with one thread");
            try (Conv2d conv = layer(2)) {
                conv.forward(new float[32 * 64 * 64], shape);
            }
            System.out.println((threads() - before) + " others with two threads");
        }

        private static Conv2d layer(int threads) {
            return Conv2d.builder(32, 32, 3)
                    .padding(1)
                    .threads(threads)
                    .backend(Backend.JAVA)
                    .build();
        }

        private static long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("jconv2d")
                            || thread.getName().contains("ForkJoin"))
                    .count();
        }
    }
}
