package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Activation;
import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.PlanDescription;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.testing.Native;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Problems that oneDNN must not see: a Java kernel computes them under ONEDNN too, and the plan says so. */
class ExclusionsTest {
    @BeforeEach
    void needsOneDnn() {
        Native.assume(Backend.ONEDNN);
    }

    private static void assertJava(String reason, Conv2dBuilder builder, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] x = new float[count];
        Arrays.fill(x, 1);
        try (Conv2d oneDnn = builder.seed(3).backend(Backend.ONEDNN).build();
                Conv2d java = builder.seed(3).backend(Backend.JAVA).build();
                Conv2d reference = builder.seed(3).backend(Backend.REFERENCE).build()) {
            assertEquals(Backend.ONEDNN, oneDnn.backend());
            PlanDescription plan = oneDnn.describe(shape);
            assertFalse(plan.isNative(), plan.toString());
            assertTrue(plan.reason().contains(reason), plan.reason());
            float[] y = oneDnn.forward(x, shape);
            assertArrayEquals(java.forward(x, shape), y);
            assertArrayEquals(reference.forward(x, shape), y, 1e-5f);
        }
    }

    private static PlanDescription plan(Conv2dBuilder builder, long... shape) {
        try (Conv2d conv = builder.backend(Backend.ONEDNN).build()) {
            return conv.describe(shape);
        }
    }

    @Test
    void sigmoidOnGemm() {
        Geometry geometry = Geometry.of(options(2, 2, 1), 1, 2, 9, 9);
        PostOps sigmoid = new PostOps(false, Activation.sigmoid());
        assertTrue(Exclusions.reason(geometry, sigmoid, "x64:gemm:jit").contains("NaN"));
        assertEquals(null, Exclusions.reason(geometry, sigmoid, "brg_conv_fwd:avx2"));
        assertEquals(null, Exclusions.reason(geometry, new PostOps(true, Activation.tanh()), "x64:gemm:jit"));
    }

    @Test
    void residualsOnDepthwiseKernelsOfOldProcessors() {
        Geometry geometry = Geometry.of(options(7, 1, 3), 1, 7, 9, 9);
        PostOps residual = new PostOps(true, null);
        assertTrue(Exclusions.reason(geometry, residual, "jit_dw:sse41").contains("residual"));
        assertEquals(null, Exclusions.reason(geometry, PostOps.NONE, "jit_dw:sse41"));
        assertEquals(null, Exclusions.reason(geometry, residual, "jit_dw:avx2"));
    }

    @Test
    void ordinaryLayersAreNative() {
        assertTrue(plan(Conv2d.builder(64, 64, 3).padding(1), 1, 64, 56, 56).isNative());
        assertTrue(plan(Conv2d.builder(32, 32, 3).groups(32), 1, 32, 20, 20).isNative());
        assertTrue(plan(Conv2d.builder(3, 8, 3).padding(1).paddingMode(PaddingMode.REFLECT), 2, 3, 9, 9)
                .isNative());
    }

    @Test
    void theCliffOfPlainLayoutsIsAvoided() {
        // With everything plain, oneDNN has only reference code for 70 -> 67 channels, 80 times slower.
        PlanDescription plan = plan(Conv2d.builder(70, 67, 3), 1, 70, 40, 40);
        assertTrue(plan.isNative(), plan.toString());
        assertFalse(plan.implementation().contains("ref"), plan.toString());
    }

    @Test
    void windowsWhollyInThePadding() {
        // The call that crashed PyTorch: one column of taps, and whole windows left and right of the only pixel.
        assertJava(
                "wholly in the padding", Conv2d.builder(64, 1, 125, 1).stride(2).padding(63), 1, 64, 1, 1);
        assertJava("wholly in the padding", Conv2d.builder(2, 3, 3).padding(3), 1, 2, 5, 5);
        assertJava("wholly in the padding", Conv2d.builder(2, 3, 2).dilation(9).padding(4), 1, 2, 5, 5);
    }

    @Test
    void emptyBatches() {
        assertJava("batch 0", Conv2d.builder(2, 3, 3), 0, 2, 5, 5);
    }

    @Test
    void infiniteWeightsAtTheBorder() {
        float[] w = new float[2 * 3 * 9];
        w[4] = Float.NEGATIVE_INFINITY;
        assertJava(
                "infinite weight", Conv2d.builder(2, 3, 3).padding(1).weight(w).bias(false), 1, 2, 5, 5);
        assertTrue(
                plan(Conv2d.builder(2, 3, 3).weight(w).bias(false), 1, 2, 25, 25)
                        .isNative(),
                "no border, no harm");
    }

    @Test
    void extremeExtents() {
        // Every window has its middle tap on the image, but the outer ones lie a hundred thousand pixels away.
        assertJava(
                "not trusted to 32-bit code",
                Conv2d.builder(1, 1, 3, 1).dilation(100_000, 1).padding(100_000, 0),
                1,
                1,
                4,
                4);
    }

    @Test
    void hugePointwiseImages() {
        Conv2dOptions options = options(1, 1, 1);
        Parameters parameters = new Parameters(new float[] {1}, null, PostOps.NONE);
        assertTrue(reason(options, parameters, 1, 1, 8192, 1024).contains("huge images"));
        assertEquals(null, reason(options, parameters, 1, 1, 8191, 1024));
    }

    @Test
    void strideBeyondTheKernelOnAmx() {
        Geometry beyond = Geometry.of(options(2, 3, 2), 1, 2, 9, 9);
        assertTrue(Exclusions.reason(beyond, PostOps.NONE, "brg_conv_fwd:avx10_1_512_amx")
                .contains("AMX"));
        assertEquals(null, Exclusions.reason(beyond, PostOps.NONE, "brg_conv_fwd:avx512_core"));
        assertEquals(
                null,
                Exclusions.reason(
                        Geometry.of(options(2, 2, 2), 1, 2, 9, 9), PostOps.NONE, "brg_conv_fwd:avx10_1_512_amx"));
    }

    @Test
    void oneInputChannelAndOneOutputColumnBehindAStride() {
        assertJava("one output column", Conv2d.builder(1, 9, 3, 2).stride(1, 3).dilation(2, 1), 1, 1, 34, 4);
        assertTrue(plan(Conv2d.builder(1, 9, 3, 2).stride(1, 2).dilation(2, 1), 1, 1, 340, 5)
                .isNative());
    }

    private static Conv2dOptions options(int channels, int stride, int kernel) {
        return new Conv2dOptions(
                channels, channels, HW.of(kernel), HW.of(stride), Padding.of(0), HW.of(1), 1, false, PaddingMode.ZEROS);
    }

    private static String reason(Conv2dOptions options, Parameters parameters, long... shape) {
        return Exclusions.reason(Geometry.of(options, shape), parameters);
    }

    @Test
    void statusTellsWhatIsLoaded() {
        BackendStatus status = BackendStatus.of(Backend.ONEDNN);
        assertTrue(status.version().matches("oneDNN \\d+\\.\\d+\\.\\d+"), status.version());
        assertFalse(status.isa().isEmpty());
        assertTrue(status.threads() >= 1);
    }
}
