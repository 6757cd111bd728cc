package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layer as its users see it, apart from numbers, which BackendContract checks. */
class Conv2dTest {
    private static Conv2dBuilder layer() {
        return Conv2d.builder(2, 4, 3).seed(1).backend(Backend.REFERENCE);
    }

    @Test
    void readsLikePyTorchsRepr() {
        assertRepr(
                "Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)",
                Conv2d.builder(3, 64, 7).stride(2).padding(3).bias(false));
        assertRepr("Conv2d(1, 2, kernel_size=(3, 5), stride=(1, 1))", Conv2d.builder(1, 2, 3, 5));
        assertRepr(
                "Conv2d(4, 8, kernel_size=(3, 3), stride=(2, 1), padding=(0, 1), dilation=(1, 2), groups=4,"
                        + " padding_mode=reflect)",
                Conv2d.builder(4, 8, 3)
                        .stride(2, 1)
                        .padding(0, 1)
                        .dilation(1, 2)
                        .groups(4)
                        .paddingMode(PaddingMode.REFLECT));
        assertRepr(
                "Conv2d(1, 1, kernel_size=(2, 2), stride=(1, 1), padding=same)",
                Conv2d.builder(1, 1, 2).padding("SAME"));
        assertRepr(
                "Conv2d(1, 1, kernel_size=(2, 2), stride=(1, 1), padding=valid)",
                Conv2d.builder(1, 1, 2).padding("valid"));
        assertRepr(
                "Conv2d(1, 1, kernel_size=(2, 2), stride=(1, 1), padding=(1, 2, 3, 4))",
                Conv2d.builder(1, 1, 2).padding(1, 2, 3, 4));
    }

    private static void assertRepr(String expected, Conv2dBuilder builder) {
        try (Conv2d conv = builder.backend(Backend.JAVA).build()) {
            assertEquals(expected, conv.toString());
        }
    }

    @Test
    void optionsMakeTheSameLayer() {
        Conv2dOptions options = new Conv2dOptions(
                4,
                8,
                new HW(3, 2),
                new HW(2, 1),
                Padding.of(0, 1, 2, 3),
                new HW(1, 2),
                4,
                false,
                PaddingMode.REPLICATE);
        try (Conv2d conv = Conv2d.builder(options).build()) {
            assertEquals(options, conv.options());
        }
    }

    @Test
    void tellsShapesAndCountsWithoutRunning() {
        try (Conv2d conv = Conv2d.builder(3, 64, 7).stride(2).padding(3).build()) {
            assertArrayEquals(new long[] {1, 64, 112, 112}, conv.outputShape(1, 3, 224, 224));
            assertArrayEquals(new long[] {64, 112, 112}, conv.outputShape(3, 224, 224));
            assertArrayEquals(new long[] {0, 64, 112, 112}, conv.outputShape(0, 3, 224, 224));
            assertEquals(64 * 3 * 49 + 64, conv.parameterCount());
        }
        try (Conv2d conv = Conv2d.builder(6, 12, 3).groups(3).bias(false).build()) {
            assertEquals(12 * 2 * 9, conv.parameterCount());
            assertArrayEquals(new long[] {12, 2, 3, 3}, conv.weight().shape());
            assertTrue(conv.bias().isEmpty());
        }
    }

    @Test
    void unbatchedIsABatchOfOne() {
        float[] x = ramp(2 * 5 * 6);
        try (Conv2d conv = layer().build()) {
            assertArrayEquals(conv.forward(x, 1, 2, 5, 6), conv.forward(x, 2, 5, 6));
            assertArrayEquals(
                    new long[] {4, 3, 4}, conv.forward(Tensor.of(x, 2, 5, 6)).shape());
        }
    }

    @Test
    void theThreeFormsOfForwardAgree() {
        float[] x = ramp(2 * 5 * 6);
        for (Backend backend : new Backend[] {Backend.AUTO, Backend.JAVA, Backend.REFERENCE}) {
            try (Conv2d conv = layer().backend(backend).build()) {
                float[] y = conv.forward(x, 1, 2, 5, 6);
                assertArrayEquals(y, conv.forward(Tensor.of(x, 1, 2, 5, 6)).toArray());
                Tensor out = Tensor.zeros(1, 4, 3, 4);
                assertSame(out, conv.forward(Tensor.of(x, 1, 2, 5, 6), out));
                assertArrayEquals(y, out.toArray());
            }
        }
    }

    @Test
    void initialisesUniformlyFromTheSeed() {
        try (Conv2d a = Conv2d.builder(8, 500, 5).groups(4).seed(7).build();
                Conv2d b = Conv2d.builder(8, 500, 5).groups(4).seed(7).build();
                Conv2d c = Conv2d.builder(8, 500, 5).groups(4).seed(8).build();
                Conv2d d = Conv2d.builder(8, 500, 5).groups(4).build();
                Conv2d e = Conv2d.builder(8, 500, 5).groups(4).build()) {
            float[] weight = a.weight().toArray();
            float[] bias = a.bias().orElseThrow().toArray();
            assertArrayEquals(weight, b.weight().toArray());
            assertFalse(Arrays.equals(weight, c.weight().toArray()));
            assertFalse(
                    Arrays.equals(d.weight().toArray(), e.weight().toArray()),
                    "without a seed, each layer has its own");
            double bound = 1 / Math.sqrt(2 * 25);
            assertUniform(weight, bound);
            assertUniform(bias, bound);
        }
    }

    private static void assertUniform(float[] values, double bound) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            assertTrue(Math.abs(value) <= bound);
            sum += value;
            squares += (double) value * value;
        }
        double deviation = bound / Math.sqrt(3);
        assertEquals(0, sum / values.length, 5 * deviation / Math.sqrt(values.length));
        assertEquals(1, squares / values.length / (deviation * deviation), 0.2);
    }

    @Test
    void givenValuesAreCopied() {
        float[] w = ramp(4 * 2 * 9);
        float[] b = ramp(4);
        try (Conv2d conv = layer().weight(w).bias(b).build()) {
            Arrays.fill(w, 9);
            Arrays.fill(b, 9);
            conv.weight().buffer().put(0, 9);
            assertArrayEquals(ramp(4 * 2 * 9), conv.weight().toArray());
            assertArrayEquals(ramp(4), conv.bias().orElseThrow().toArray());
        }
    }

    @Test
    void theLastBiasCallCounts() {
        float[] w = ramp(4 * 2 * 9);
        try (Conv2d none = layer().weight(w).bias(ramp(4)).bias(false).build();
                Conv2d some = layer().weight(w).bias(false).bias(ramp(4)).build()) {
            assertTrue(none.bias().isEmpty());
            assertArrayEquals(ramp(4), some.bias().orElseThrow().toArray());
        }
    }

    static Stream<Object[]> refusedBuilds() {
        float[] w = new float[72];
        return Stream.of(
                build("in_channels = 0", () -> Conv2d.builder(0, 4, 3)),
                build("out_channels = -1", () -> Conv2d.builder(2, -1, 3)),
                build("kernel_size = (0, 3)", () -> Conv2d.builder(2, 4, 0, 3)),
                build("stride = (1, 0)", () -> layer().stride(1, 0)),
                build("dilation = (-1, 1)", () -> layer().dilation(-1, 1)),
                build("padding = (0, -1)", () -> layer().padding(0, -1)),
                build("groups = 0", () -> layer().groups(0)),
                build("in_channels = 2: must be divisible by groups = 3", () -> layer().groups(3)),
                build("out_channels = 3: must be divisible by groups = 2", () -> Conv2d.builder(2, 3, 1)
                        .groups(2)),
                build("stride = (2, 1): padding='same'", () -> layer().padding("same")
                        .stride(2, 1)),
                build("padding = \"some\"", () -> layer().padding("some")),
                build("weight length = 71", () -> layer().weight(new float[71]).bias(false)),
                build("weight shape = [4, 2, 9]", () -> layer().weight(w, 4, 2, 9)
                        .bias(false)),
                build("weight shape = [2, 4, 3, 3]", () -> layer().weight(w, 2, 4, 3, 3)
                        .bias(false)),
                build(
                        "bias length = 3",
                        () -> layer().weight(w).bias(new float[4], 4).bias(new float[3], 4)),
                build("bias shape = [3]", () -> layer().weight(w).bias(new float[3])),
                build("bias shape = [1, 4]", () -> layer().weight(w).bias(new float[4], 1, 4)),
                build(
                        "weight shape = []",
                        () -> Conv2d.builder(1, 1, 1).weight(Tensor.zeros()).bias(false)),
                build(
                        "bias shape = []",
                        () -> Conv2d.builder(1, 1, 1).weight(new float[1]).bias(Tensor.zeros())),
                build("bias: must be given", () -> layer().weight(w)),
                build("weight: must be given", () -> layer().bias(new float[4])),
                build("weight shape = [65536, 65536, 1, 1]", () -> Conv2d.builder(65536, 65536, 1)),
                build("weight shape = [2147483647, 1, 1, 1]", () -> Conv2d.builder(1, Integer.MAX_VALUE, 1)));
    }

    /** A builder that is yet to be called: some of its methods refuse by themselves. */
    private interface Build {
        Conv2dBuilder builder();
    }

    private static Object[] build(String message, Build build) {
        return new Object[] {message, build};
    }

    @ParameterizedTest
    @MethodSource("refusedBuilds")
    void refusesAtConstruction(String message, Build build) {
        assertRefused(message, () -> build.builder().build());
    }

    @Test
    void refusesAtForward() {
        float[] x = new float[60];
        try (Conv2d conv = layer().build()) {
            assertRefused("input shape = [60]", () -> conv.forward(x, 60));
            assertRefused("input shape = []", () -> conv.forward(x));
            assertRefused("input shape = [1, 1, 2, 5, 6]", () -> conv.forward(x, 1, 1, 2, 5, 6));
            assertRefused("in_channels = 2", () -> conv.forward(x, 1, 3, 5, 4));
            assertRefused("input length = 60: shape [1, 2, 5, 7] needs 70", () -> conv.forward(x, 1, 2, 5, 7));
            assertRefused("input length = 60: shape [1, 2, 5, 5] needs 50", () -> conv.forward(x, 1, 2, 5, 5));
            assertRefused("kernel_size = 3 along the height", () -> conv.forward(x, 1, 2, 2, 15));
            assertRefused("height and width must be positive", () -> conv.forward(new float[0], 1, 2, 0, 5));
            assertRefused("sizes must not be negative", () -> conv.forward(x, -1, 2, 5, 6));
            assertRefused("2 GiB - 1", () -> conv.forward(x, 1, 2, 1L << 62, 6));
            assertRefused("2 GiB - 1", () -> conv.forward(x, 0, 2, 1L << 62, 6));
            assertRefused("2 GiB - 1", () -> conv.forward(x, 1L << 31, 1L << 31, 1, 1));
        }
        try (Conv2d reflect =
                        layer().padding(3, 1).paddingMode(PaddingMode.REFLECT).build();
                Conv2d circular =
                        layer().padding(1, 4).paddingMode(PaddingMode.CIRCULAR).build()) {
            assertRefused("padding = 3 along the height", () -> reflect.forward(new float[60], 1, 2, 3, 10));
            assertRefused("padding = 4 along the width", () -> circular.forward(new float[60], 1, 2, 10, 3));
        }
        try (Conv2d padded =
                layer().padding(20_000).paddingMode(PaddingMode.REPLICATE).build()) {
            assertRefused("padded input shape", () -> padded.forward(x, 1, 2, 5, 6));
        }
    }

    @Test
    void refusesBadOutputsAndWritesNothing() {
        Tensor x = Tensor.zeros(1, 2, 5, 6);
        ByteBuffer memory = ByteBuffer.allocateDirect(1024).order(ByteOrder.nativeOrder());
        for (Backend backend : new Backend[] {Backend.AUTO, Backend.REFERENCE}) {
            try (Conv2d conv = layer().backend(backend).build()) {
                Tensor wrong = Tensor.of(new float[] {7, 7, 7}, 3);
                assertRefused("output shape = [3]: must be [1, 4, 3, 4]", () -> conv.forward(x, wrong));
                assertArrayEquals(new float[] {7, 7, 7}, wrong.toArray());
                assertRefused("must be [1, 4, 3, 4]", () -> conv.forward(x, Tensor.zeros(4, 3, 4)));
                Tensor readOnly = Tensor.wrap(memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder()), 1, 4, 3, 4);
                assertRefused("must not be read-only", () -> conv.forward(x, readOnly));
                Tensor shared = Tensor.wrap(memory.slice(100, 924).order(ByteOrder.nativeOrder()), 1, 4, 3, 4);
                Tensor input = Tensor.wrap(memory, 1, 2, 5, 6);
                assertRefused("must not share memory", () -> conv.forward(input, shared));
                assertArrayEquals(new float[48], shared.toArray());
                conv.forward(x, shared);
                assertNotEquals(0, shared.toArray()[0]);
                shared.buffer().put(new float[48]);
            }
        }
    }

    @Test
    void nullsAreNamed() {
        try (Conv2d conv = layer().build()) {
            assertNamed("input", () -> conv.forward((Tensor) null));
            assertNamed("input", () -> conv.forward((float[]) null, 1, 2, 5, 6));
            assertNamed("inputShape", () -> conv.forward(new float[60], (long[]) null));
            assertNamed("output", () -> conv.forward(Tensor.zeros(1, 2, 5, 6), null));
            assertNamed("weight", () -> layer().weight((float[]) null));
            assertNamed("bias", () -> layer().bias((float[]) null));
            assertNamed("backend", () -> layer().backend(null));
            assertNamed("padding", () -> layer().padding((Padding) null));
            assertNamed("padding_mode", () -> layer().paddingMode(null));
        }
    }

    private static void assertNamed(String argument, Executable call) {
        assertEquals(argument, assertThrows(NullPointerException.class, call).getMessage());
    }

    private static void assertRefused(String message, Executable call) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void afterCloseOnlyWhatNeedsNoPlanWorks() {
        for (Backend backend : new Backend[] {Backend.AUTO, Backend.REFERENCE}) {
            Conv2d conv = layer().backend(backend).build();
            conv.forward(new float[60], 1, 2, 5, 6);
            conv.close();
            conv.close();
            assertThrows(IllegalStateException.class, () -> conv.forward(new float[60], 1, 2, 5, 6));
            assertThrows(IllegalStateException.class, () -> conv.forward(Tensor.zeros(1, 2, 5, 6)));
            assertThrows(
                    IllegalStateException.class,
                    () -> conv.forward(Tensor.zeros(1, 2, 5, 6), Tensor.zeros(1, 4, 3, 4)));
            assertThrows(IllegalStateException.class, () -> conv.forward(new float[60], 7), "closed comes first");
            assertThrows(IllegalStateException.class, () -> conv.describe(1, 2, 5, 6));
            assertEquals(76, conv.parameterCount());
            assertArrayEquals(new long[] {1, 4, 3, 4}, conv.outputShape(1, 2, 5, 6));
        }
    }

    @Test
    void aShapeArrayThatChangesMeanwhileIsReadOnce() throws InterruptedException {
        long[] shape = {1, 1, 1, 1};
        AtomicBoolean stop = new AtomicBoolean();
        Thread changer = new Thread(() -> {
            while (!stop.get()) {
                shape[2] = 500;
                shape[3] = 500;
                Thread.onSpinWait();
                shape[2] = 1;
                shape[3] = 1;
            }
        });
        changer.start();
        try (Conv2d conv = Conv2d.builder(1, 1, 1).build()) {
            for (int i = 0; i < 20_000; i++) {
                try {
                    assertEquals(1, conv.forward(new float[1], shape).length);
                } catch (IllegalArgumentException e) {
                    // Another shape than the array's length: refused, as it must be.
                }
            }
        } finally {
            stop.set(true);
            changer.join();
        }
    }

    @Test
    void closedMeansClosedForWhoeverClosed() throws Exception {
        for (int i = 0; i < 300; i++) {
            Conv2d conv = layer().build();
            conv.forward(new float[60], 1, 2, 5, 6);
            CyclicBarrier together = new CyclicBarrier(2);
            Callable<Boolean> closer = () -> {
                together.await();
                conv.close();
                try {
                    conv.forward(new float[60], 1, 2, 5, 6);
                    return false;
                } catch (IllegalStateException e) {
                    return true;
                }
            };
            FutureTask<Boolean> other = new FutureTask<>(closer);
            Thread thread = new Thread(other);
            thread.start();
            assertTrue(closer.call());
            assertTrue(other.get());
            thread.join();
        }
    }

    @Test
    void describesItsPlan() {
        try (Conv2d conv = layer().build()) {
            PlanDescription plan = conv.describe(1, 2, 5, 6);
            assertEquals("mb1ic2ih5iw6oc4oh3ow4kh3", plan.problem());
            assertEquals("java:reference", plan.implementation());
            assertFalse(plan.isNative());
        }
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % 7 - 3;
        }
        return values;
    }
}
