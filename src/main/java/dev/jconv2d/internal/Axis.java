package dev.jconv2d.internal;

import dev.jconv2d.PaddingMode;

/**
 * One spatial axis of a convolution. Padding is long, and positions are computed in long, because padding and dilation
 * may each be close to the largest int.
 *
 * @param in size of the input
 * @param outLong size of the output; it fits an int once a geometry has checked it
 * @param kernel taps
 * @param stride input pixels between windows
 * @param dilation input pixels between taps, 1 for adjacent ones
 * @param padBegin border before the first pixel
 * @param padEnd border behind the last pixel
 */
public record Axis(int in, long outLong, int kernel, int stride, int dilation, long padBegin, long padEnd) {

    static Axis of(
            String name, int in, int kernel, int stride, int dilation, long padBegin, long padEnd, PaddingMode mode) {
        long largestPad = Math.max(padBegin, padEnd);
        if (mode == PaddingMode.REFLECT && largestPad >= in) {
            throw new IllegalArgumentException("padding = " + largestPad + " along the " + name
                    + ": with padding_mode=reflect it must be smaller than the input's " + name + " = " + in);
        }
        if (mode == PaddingMode.CIRCULAR && largestPad > in) {
            throw new IllegalArgumentException("padding = " + largestPad + " along the " + name
                    + ": with padding_mode=circular it must not be larger than the input's " + name + " = " + in);
        }
        // No overflow: in < 2^31, pads < 2^62 ('same' is below 2^61 a side), extent < 2^62.
        long padded = in + padBegin + padEnd;
        long extent = (long) dilation * (kernel - 1) + 1;
        if (extent > padded) {
            throw new IllegalArgumentException("kernel_size = " + kernel + " along the " + name + " (" + extent
                    + " pixels with dilation = " + dilation + "): must not be larger than the padded input, " + padded
                    + " pixels");
        }
        return new Axis(in, (padded - extent) / stride + 1, kernel, stride, dilation, padBegin, padEnd);
    }

    public int out() {
        return (int) outLong;
    }

    /** Pixels from a window's first tap to its last, both counted. */
    public long extent() {
        return (long) dilation * (kernel - 1) + 1;
    }

    public boolean hasPadding() {
        return padBegin + padEnd > 0;
    }

    long padded() {
        return in + padBegin + padEnd;
    }

    Axis onPaddedInput() {
        return new Axis((int) padded(), outLong, kernel, stride, dilation, 0, 0);
    }

    /** Where a tap of a window lies: 0 is the input's first pixel; in the border it is negative or not below {@link #in}. */
    public long position(int window, int tap) {
        return (long) window * stride - padBegin + (long) tap * dilation;
    }

    /** The input pixel that stands at a position, or -1 where there is none. */
    public int source(long position, PaddingMode mode) {
        if (position >= 0 && position < in) {
            return (int) position;
        }
        return switch (mode) {
            case ZEROS -> -1;
            case REFLECT -> (int) (position < 0 ? -position : 2L * (in - 1) - position);
            case REPLICATE -> position < 0 ? 0 : in - 1;
            case CIRCULAR -> (int) (position < 0 ? position + in : position - in);
        };
    }

    /** Whether some window has no tap on an input pixel. */
    public boolean hasEmptyWindow() {
        if (!hasPadding()) {
            return false;
        }
        for (int window = 0; window < out(); window++) {
            long first = position(window, 0);
            long tap = first >= 0 ? 0 : (-first + dilation - 1) / dilation;
            if (tap >= kernel || first + tap * dilation >= in) {
                return true;
            }
        }
        return false;
    }
}
