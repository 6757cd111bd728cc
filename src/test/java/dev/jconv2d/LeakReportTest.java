package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jconv2d.testing.ChildJvm;
import dev.jconv2d.testing.Native;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who forgets to close is told where, once, if the key {@code leaks.report} asks; who closes is told nothing. */
class LeakReportTest {
    private static final String LAYER = "Conv2d(8, 16, kernel_size=(3, 3), stride=(1, 1))";
    private static final String PLAN = "Conv2dPlan[1, 8, 34, 34] contiguous -> contiguous of " + LAYER;

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void whatIsForgottenIsReportedOnceWithItsPlace(Backend backend) throws Exception {
        Native.assume(backend);
        ChildJvm.Result result = forget("-Djconv2d.leaks.report=true", backend);
        assertEquals(0, result.exit(), result.err());
        assertEquals(
                List.of(
                        LAYER + " by forgetALayer from main",
                        LAYER + " by forgetBoth from main",
                        LAYER + " by forgetTheLayerBehindItsClosedPlan from main",
                        PLAN + " by forgetAPlan from main",
                        PLAN + " by forgetBoth from main"),
                result.lines().stream().sorted().toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void withoutTheKeyNothingIsReported(Backend backend) throws Exception {
        Native.assume(backend);
        ChildJvm.Result result = forget("-Djconv2d.leaks.report=", backend);
        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.out());
    }

    private static ChildJvm.Result forget(String property, Backend backend) throws Exception {
        return new ChildJvm().with(property, "-Djconv2d.backend=" + backend).runMain(Forgetful.class.getName());
    }

    /** Closes in all ways and forgets in all ways, waits until all of that is collected, and prints the reports. */
    static final class Forgetful {
        private static final Logger LOGGER = Logger.getLogger("dev.jconv2d");
        private static final Queue<LogRecord> WARNINGS = new ConcurrentLinkedQueue<>();
        private static final List<WeakReference<Object>> GONE = new ArrayList<>();

        public static void main(String[] arguments) throws InterruptedException {
            LOGGER.addHandler(new Keeping());
            try (Conv2d open = layer()) {
                forgetALayer();
                forgetAPlan(open);
                forgetBoth();
                forgetTheLayerBehindItsClosedPlan();
                close(layer());
                closeTwice(layer());
                closeUnderRuns(layer());
                closeAfterItsPlan(layer());
                closeBeforeItsPlan(layer());
                forgetThePlanOfAClosedLayer(layer());
                open.describe(1, 8, 34, 34);
                awaitAllGone();
            }
            WARNINGS.forEach(Forgetful::print);
        }

        private static Conv2d layer() {
            return watched(Conv2d.builder(8, 16, 3).seed(1).build());
        }

        private static Conv2dPlan plan(Conv2d layer) {
            return watched(layer.plan(1, 8, 34, 34));
        }

        private static <T> T watched(T forgettable) {
            GONE.add(new WeakReference<>(forgettable));
            return forgettable;
        }

        private static void forgetALayer() {
            run(watched(Conv2d.builder(8, 16, 3).build()));
        }

        private static void forgetAPlan(Conv2d layer) {
            watched(layer.plan(1, 8, 34, 34)).describe();
        }

        private static void forgetBoth() {
            watched(watched(Conv2d.builder(8, 16, 3).build()).plan(1, 8, 34, 34))
                    .describe();
        }

        private static void forgetTheLayerBehindItsClosedPlan() {
            plan(watched(Conv2d.builder(8, 16, 3).build())).close();
        }

        private static void run(Conv2d layer) {
            layer.forward(new float[8 * 34 * 34], 1, 8, 34, 34);
        }

        private static void close(Conv2d layer) {
            run(layer);
            layer.close();
        }

        private static void closeTwice(Conv2d layer) {
            Conv2dPlan plan = plan(layer);
            plan.close();
            plan.close();
            layer.close();
            layer.close();
        }

        private static void closeUnderRuns(Conv2d layer) throws InterruptedException {
            Conv2dPlan plan = plan(layer);
            Thread[] runners = new Thread[4];
            for (int i = 0; i < runners.length; i++) {
                runners[i] = new Thread(() -> {
                    try (Tensor input = Tensor.zeros(1, 8, 34, 34);
                            Tensor output = Tensor.zeros(1, 16, 32, 32)) {
                        while (true) {
                            plan.execute(input, output);
                            layer.forward(input, output);
                        }
                    } catch (IllegalStateException e) {
                        // Closed, as it must be.
                    }
                });
                runners[i].start();
            }
            TimeUnit.MILLISECONDS.sleep(50);
            layer.close();
            for (Thread runner : runners) {
                runner.join();
            }
        }

        private static void closeAfterItsPlan(Conv2d layer) {
            plan(layer).close();
            layer.close();
        }

        private static void closeBeforeItsPlan(Conv2d layer) {
            Conv2dPlan plan = plan(layer);
            layer.close();
            plan.close();
        }

        private static void forgetThePlanOfAClosedLayer(Conv2d layer) {
            Conv2dPlan plan = plan(layer);
            try {
                layer.close();
            } finally {
                Reference.reachabilityFence(plan);
            }
        }

        /** All but the layer that is still open. */
        private static void awaitAllGone() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            // The first is the one that is open.
            while (GONE.stream().skip(1).anyMatch(reference -> reference.get() != null) && System.nanoTime() < end) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            // The cleaner's thread comes after that, and whoever reports twice or too much wants some time for it.
            for (int i = 0; i < 10; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }

        private static void print(LogRecord warning) {
            StackTraceElement[] made = warning.getThrown().getStackTrace();
            String what = warning.getMessage().replaceFirst(" was never closed; .*", "");
            boolean placed = warning.getMessage().endsWith("; made at " + made[0]);
            System.out.println(what + " by " + made[0].getMethodName() + " from " + made[1].getMethodName()
                    + (placed ? "" : " but not so in the text"));
        }

        private static final class Keeping extends Handler {
            @Override
            public void publish(LogRecord warning) {
                if (warning.getLevel().getName().equals("WARNING")) {
                    WARNINGS.add(warning);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        }
    }
}
