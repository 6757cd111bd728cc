package dev.jconv2d.internal.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.testing.ChildJvm;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaKernelsTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    private static final Cut.Limits LIMITS = Cut.Limits.CACHES;

    /** The test JVM has the module of vectors, so the best products are theirs. */
    static Stream<Products> products() {
        return Stream.of(new PlainProducts("asked for"), Products.best());
    }

    @ParameterizedTest
    @MethodSource("products")
    void agreesWithTheReferenceOnAnyNumberOfChannels(Products products) {
        assertAgrees(products, Sweep::channels, 1500);
    }

    @ParameterizedTest
    @MethodSource("products")
    void agreesWithTheReferenceOnAnyWidth(Products products) {
        assertAgrees(products, Sweep::widths, 6000);
    }

    @ParameterizedTest
    @MethodSource("products")
    void agreesWithTheReferenceOnDepthwiseLayers(Products products) {
        assertAgrees(products, Sweep::depthwise, 2500);
    }

    @ParameterizedTest
    @MethodSource("products")
    void agreesWithTheReferenceOnGroups(Products products) {
        assertAgrees(products, Sweep::groups, 700);
    }

    @ParameterizedTest
    @MethodSource("products")
    void agreesWithTheReferenceOnOddShapes(Products products) {
        assertAgrees(products, Sweep::shapes, 300);
    }

    /** Also in blocks so small that they end everywhere: within rows, groups and planes. */
    private static void assertAgrees(Products products, Consumer<Sweep> part, int atLeast) {
        for (Cut.Limits limits :
                List.of(LIMITS, new Cut.Limits(2500, 24, 4), new Cut.Limits(700, 7, 1), new Cut.Limits(300, 3, 1))) {
            Sweep sweep = new Sweep(products, limits);
            part.accept(sweep);
            assertEquals(List.of(), sweep.failures());
            assertTrue(sweep.calls() >= atLeast, sweep.calls() + " calls");
        }
    }

    /** Processors with shorter vectors, or none, or that cannot multiply and add at once, have other tiles and arithmetic. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:UseAVX=2", "-XX:UseAVX=0", "-XX:-UseFMA"})
    void agreesWithTheReferenceOnOtherProcessors(String flag) throws Exception {
        ChildJvm.Result result = new ChildJvm()
                .with("-XX:+IgnoreUnrecognizedVMOptions", flag, MODULE)
                .runMain(Sweep.class.getName());
        assertEquals(0, result.exit(), result.out() + result.err());
        assertTrue(result.lastLine().endsWith(" calls, 0 wrong"), result.lastLine());
        assertTrue(result.lastLine().startsWith("explicit vectors"), result.lastLine());
    }

    @ParameterizedTest
    @MethodSource("products")
    void sameBitsOnAnyNumberOfThreads(Products products) {
        SplittableRandom random = new SplittableRandom(3);
        for (int groups : new int[] {1, 3, 4, 24, 48}) {
            for (int dilation = 1; dilation <= 2; dilation++) {
                Conv2dOptions options = new Conv2dOptions(
                        48,
                        96,
                        HW.of(3),
                        HW.of(1),
                        Padding.of(dilation),
                        HW.of(dilation),
                        groups,
                        true,
                        PaddingMode.ZEROS);
                Geometry geometry = Geometry.of(options, 2, 48, 31, 29);
                float[] weight = uniform(random, 96 * 48 / groups * 9);
                float[] x = uniform(random, geometry.inputElements());
                Parameters parameters = new Parameters(weight, uniform(random, 96), PostOps.NONE);
                for (MemoryFormat format : MemoryFormat.values()) {
                    Problem problem = new Problem(geometry, format, format);
                    float[] one = Sweep.run(new JavaKernels(1, products, LIMITS), problem, parameters, x, null);
                    for (int threads : new int[] {2, 3, 8}) {
                        for (int round = 0; round < 3; round++) {
                            assertArrayEquals(
                                    one,
                                    Sweep.run(new JavaKernels(threads, products, LIMITS), problem, parameters, x, null),
                                    0,
                                    problem + ", " + threads + " threads");
                        }
                    }
                }
            }
        }
    }

    private static float[] uniform(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    @Test
    void leavesToTheReferenceWhatBlocksCannotHold() {
        assertEquals("java:reference", implementation(1, new HW(1 << 11, 1 << 10), 0, Float.MIN_VALUE));
        assertEquals("java:reference", implementation(1, HW.of(3), 1, Float.POSITIVE_INFINITY));
        assertTrue(implementation(1, HW.of(3), 0, Float.POSITIVE_INFINITY).startsWith("java:plain"));
        // However far apart its taps and borders are, a window has only what is read.
        assertTrue(implementation(1 << 29, HW.of(3), 1 << 29, 1).startsWith("java:plain"));
    }

    private static String implementation(int dilation, HW kernel, int padding, float weight) {
        Conv2dOptions options = new Conv2dOptions(
                1, 1, kernel, HW.of(1), Padding.of(padding), HW.of(dilation), 1, false, PaddingMode.ZEROS);
        int size = Math.max(3, Math.max(kernel.height(), kernel.width()));
        Geometry geometry = Geometry.of(options, 1, 1, size, size);
        float[] weights = new float[kernel.height() * kernel.width()];
        weights[0] = weight;
        Problem problem = new Problem(geometry, MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS);
        Parameters parameters = new Parameters(weights, null, PostOps.NONE);
        try (Kernel kernelMade = new JavaKernels(1, new PlainProducts(""), LIMITS).create(problem, parameters)) {
            return kernelMade.choice().implementation();
        }
    }
}
