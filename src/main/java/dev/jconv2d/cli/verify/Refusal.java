package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import org.jspecify.annotations.Nullable;

/**
 * A call that must be refused, at construction or at forward.
 *
 * @param name what failures are reported under
 * @param pads the border in pixels, or null if {@code padding} names it
 * @param padding the border's name, or what stands for one
 * @param paddingMode the mode's name, or what stands for one
 * @param x the input's shape
 * @param w the weight's shape
 * @param b the bias's shape, or null for none
 * @param work what all calls of a file may cost together, in products and floats
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Refusal(
        String name,
        int in,
        int out,
        HW kernel,
        HW stride,
        @Nullable HW pads,
        String padding,
        HW dilation,
        int groups,
        String paddingMode,
        long[] x,
        long[] w,
        long @Nullable [] b,
        Work work) {

    /** How much may be done yet; whoever uses it up has asked for what a table of wrong calls need not ask for. */
    static final class Work {
        private double left;

        Work(double all) {
            left = all;
        }

        /** Whether there is so much left, which is then gone. */
        boolean take(double part) {
            left -= Math.max(part, 0);
            return left >= 0;
        }
    }

    /** Arrays with more elements than this are not made, inputs and outputs neither: the shape alone must be refused. */
    private static final long MAX_ELEMENTS = 1 << 20;

    /** Calls with more products than this are not computed; whoever asks so much was not refused when it was due. */
    private static final double MAX_PRODUCTS = 1 << 26;

    /**
     * Makes the call.
     *
     * @return the output's shape, where nothing refused it
     * @throws IllegalArgumentException as it must, with the library's message
     */
    long[] call(Backend backend) {
        // Before anything is made for it: shapes too large to try must be refused by themselves.
        Padding border = pads == null ? Padding.parse(padding) : Padding.of(pads.height(), pads.width());
        PaddingMode mode = PaddingMode.parse(paddingMode);
        Conv2dOptions options = new Conv2dOptions(in, out, kernel, stride, border, dilation, groups, b != null, mode);
        long biases = b == null ? 0 : elements(b);
        if (elements(w) > MAX_ELEMENTS || biases > MAX_ELEMENTS) {
            throw new IllegalStateException("too large to try");
        }
        if (!work.take((double) elements(w) + biases)) {
            throw new IllegalStateException("too much to try, with the calls before");
        }
        try (Conv2d layer = builder(options).backend(backend).build()) {
            long[] outputShape = layer.outputShape(x);
            if (isSmall(options, outputShape)) {
                layer.forward(new float[(int) elements(x)], x);
            }
            return outputShape;
        }
    }

    /** Whether it may be computed too, in so little memory and time that a table of such calls is no danger; it is counted then. */
    private boolean isSmall(Conv2dOptions options, long[] outputShape) {
        long[] border = options.padding().resolve(options.kernelSize(), options.dilation());
        long[] padded = x.clone();
        padded[x.length - 2] += border[0] + border[2];
        padded[x.length - 1] += border[1] + border[3];
        double products = (double) elements(outputShape) * elements(options.weightShape()) / out;
        return elements(padded) <= MAX_ELEMENTS
                && elements(outputShape) <= MAX_ELEMENTS
                && products <= MAX_PRODUCTS
                && work.take(products + elements(padded) + elements(outputShape));
    }

    private Conv2dBuilder builder(Conv2dOptions options) {
        Conv2dBuilder builder = Conv2d.builder(options).weight(zeros(w), w);
        return b == null ? builder : builder.bias(zeros(b), b);
    }

    private static float[] zeros(long[] shape) {
        return new float[(int) Math.max(0, elements(shape))];
    }

    /** Elements of a shape, -1 if a size is negative, some number above MAX_ELEMENTS if there are more than that. */
    private static long elements(long[] shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0) {
                return -1;
            }
            count *= Math.min(size, MAX_ELEMENTS + 1);
            count = Math.min(count, MAX_ELEMENTS + 1);
        }
        return count;
    }
}
