package dev.jconv2d.internal.onednn;

import dev.jconv2d.Activation;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import org.jspecify.annotations.Nullable;

/** Problems that must not reach native code, each with its reason; a Java kernel computes them. */
final class Exclusions {
    /** oneDNN's 1x1 kernels step through channels with 32-bit offsets: four blocks of 16 channels of float. */
    private static final long MAX_POINTWISE_PIXELS = Integer.MAX_VALUE / (4 * 16 * Float.BYTES);

    /** Far beyond any real layer, and far below where products of 32-bit fields in generated code could overflow. */
    private static final long MAX_EXTENT = 1 << 15;

    private Exclusions() {}

    /** Why oneDNN must not compute this problem, or null if it may. */
    static @Nullable String reason(Geometry problem, Parameters parameters) {
        Axis height = problem.height();
        Axis width = problem.width();
        if (problem.batch() == 0) {
            return "batch 0: nothing to compute";
        }
        if (height.hasEmptyWindow() || width.hasEmptyWindow()) {
            return "oneDNN before 3.13.3 may crash where a window lies wholly in the padding";
        }
        if (height.kernel() == 1
                && width.kernel() == 1
                && Math.max(pixelsIn(problem), pixelsOut(problem)) > MAX_POINTWISE_PIXELS) {
            return "oneDNN before 3.13.1 is wrong for 1x1 kernels on huge images";
        }
        if (isExtreme(height) || isExtreme(width)) {
            return "padding or kernel beyond " + MAX_EXTENT + " pixels are not trusted to 32-bit code";
        }
        if (problem.inChannels() == 1
                && width.out() == 1
                && width.stride() > 1
                && width.kernel() > 1
                && height.stride() == 1) {
            // Found by random calls, in brg_conv_fwd:avx512_core of 3.11; no other shape was.
            return "oneDNN is wrong for one input channel, one output column and a stride across alone";
        }
        if ((height.hasPadding() || width.hasPadding()) && !parameters.isWeightFinite()) {
            return "oneDNN multiplies padded taps by 0, which makes NaN of an infinite weight";
        }
        return null;
    }

    /** Why this implementation must not compute this problem, or null if it may. */
    static @Nullable String reason(Geometry problem, PostOps postOps, String implementation) {
        Axis height = problem.height();
        Axis width = problem.width();
        if (implementation.contains("amx") && (height.stride() > height.kernel() || width.stride() > width.kernel())) {
            return "oneDNN before 3.13 is wrong on AMX where the stride exceeds the kernel";
        }
        if (implementation.startsWith("jit_dw:sse41") && postOps.residual()) {
            // Found by random calls: it adds with an instruction that takes whole vectors at addresses of 16 bytes
            // alone.
            return "oneDNN's depthwise kernels for SSE4.1 crash when they add a residual";
        }
        Activation activation = postOps.activation();
        if (implementation.contains("gemm") && activation != null && activation.kind() == Activation.Kind.SIGMOID) {
            return "oneDNN's gemm turns NaN into a number with a sigmoid behind it";
        }
        return null;
    }

    private static boolean isExtreme(Axis axis) {
        return axis.extent() > MAX_EXTENT
                || axis.padBegin() > MAX_EXTENT
                || axis.padEnd() > MAX_EXTENT
                || axis.stride() > MAX_EXTENT;
    }

    private static long pixelsIn(Geometry problem) {
        return (long) problem.height().in() * problem.width().in();
    }

    private static long pixelsOut(Geometry problem) {
        return (long) problem.height().out() * problem.width().out();
    }
}
