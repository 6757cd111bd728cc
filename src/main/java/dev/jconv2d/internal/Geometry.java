package dev.jconv2d.internal;

import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.PaddingMode;
import java.util.Arrays;

/**
 * One convolution problem, all sizes known: the only place with output-size and padding arithmetic. Every instance has
 * passed every check on shapes, so kernels need none.
 */
public record Geometry(
        int batch, int groups, int inChannels, int outChannels, Axis height, Axis width, PaddingMode paddingMode) {

    /**
     * Checks an input's shape against a layer and works out the rest.
     *
     * @throws IllegalArgumentException for a rank other than 3 or 4, channels other than the layer's, a size that is zero
     *     (batch excepted), a kernel larger than the padded input, reflect or circular padding too large, or a tensor
     *     over the limit
     */
    public static Geometry of(Conv2dOptions options, long... shape) {
        if (shape.length != 3 && shape.length != 4) {
            throw refused(shape, "must have rank 4, [N, C, H, W], or 3, [C, H, W]");
        }
        Shapes.checkedElements("input", shape);
        long batch = shape.length == 4 ? shape[0] : 1;
        long channels = shape[shape.length - 3];
        if (channels != options.inChannels()) {
            throw refused(shape, "has " + channels + " channels, but in_channels = " + options.inChannels());
        }
        int inHeight = (int) shape[shape.length - 2];
        int inWidth = (int) shape[shape.length - 1];
        if (inHeight == 0 || inWidth == 0) {
            throw refused(shape, "height and width must be positive (only the batch may be 0)");
        }
        long[] pads = options.padding().resolve(options.kernelSize(), options.dilation());
        Axis height = Axis.of(
                "height",
                inHeight,
                options.kernelSize().height(),
                options.stride().height(),
                options.dilation().height(),
                pads[0],
                pads[2],
                options.paddingMode());
        Axis width = Axis.of(
                "width",
                inWidth,
                options.kernelSize().width(),
                options.stride().width(),
                options.dilation().width(),
                pads[1],
                pads[3],
                options.paddingMode());
        if (options.paddingMode() != PaddingMode.ZEROS) {
            // Backends may copy the input into its border, so the copy must fit too.
            Shapes.checkedElements("padded input", batch, channels, height.padded(), width.padded());
        }
        Shapes.checkedElements("output", batch, options.outChannels(), height.outLong(), width.outLong());
        return new Geometry(
                (int) batch,
                options.groups(),
                options.inChannels(),
                options.outChannels(),
                height,
                width,
                // Without a border no mode has anything to do.
                height.hasPadding() || width.hasPadding() ? options.paddingMode() : PaddingMode.ZEROS);
    }

    /** The same problem on an input that already has its border. */
    public Geometry onPaddedInput() {
        return new Geometry(
                batch,
                groups,
                inChannels,
                outChannels,
                height.onPaddedInput(),
                width.onPaddedInput(),
                PaddingMode.ZEROS);
    }

    /** The input's shape at a rank. */
    public long[] inputShape(int rank) {
        return ofRank(rank, batch, inChannels, height.in(), width.in());
    }

    /** The output's shape for an input of this rank. */
    public long[] outputShape(int rank) {
        return ofRank(rank, batch, outChannels, height.out(), width.out());
    }

    private static long[] ofRank(int rank, long... batched) {
        return rank == 4 ? batched : Arrays.copyOfRange(batched, 1, 4);
    }

    public int inChannelsPerGroup() {
        return inChannels / groups;
    }

    public int outChannelsPerGroup() {
        return outChannels / groups;
    }

    public int inputElements() {
        return batch * inChannels * height.in() * width.in();
    }

    public int outputElements() {
        return batch * outChannels * height.out() * width.out();
    }

    /** oneDNN's compact spelling, as in {@link Spelling}. */
    @Override
    public String toString() {
        return Spelling.write(this);
    }

    private static IllegalArgumentException refused(long[] shape, String rule) {
        return new IllegalArgumentException("input shape = " + Arrays.toString(shape) + ": " + rule);
    }
}
