package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;

/**
 * What a plan is made for: sizes, and how input and output lie in memory. A residual lies as the output does.
 *
 * @param geometry the sizes
 * @param inputFormat the format of the input
 * @param outputFormat the format of the output
 */
public record Problem(Geometry geometry, MemoryFormat inputFormat, MemoryFormat outputFormat) {

    /** A hash, equal for rank 3 and rank 4 of one problem; no problem needs to be made for it. */
    static int hash(long[] inputShape, MemoryFormat inputFormat, MemoryFormat outputFormat) {
        int rank = inputShape.length;
        long hash = rank == 4 ? inputShape[0] : 1;
        for (int i = Math.max(0, rank - 3); i < rank; i++) {
            hash = hash * 31 + inputShape[i];
        }
        hash = (hash * 2 + bit(inputFormat)) * 2 + bit(outputFormat);
        return Long.hashCode(hash * 0x9E3779B97F4A7C15L);
    }

    private static int bit(MemoryFormat format) {
        return format == MemoryFormat.CHANNELS_LAST ? 1 : 0;
    }

    /** Whether inputs of this shape, {@code [N, C, H, W]} or {@code [C, H, W]}, are this problem. */
    public boolean takes(long[] inputShape) {
        int rank = inputShape.length;
        return (rank == 4 ? inputShape[0] == geometry.batch() : rank == 3 && geometry.batch() == 1)
                && inputShape[rank - 3] == geometry.inChannels()
                && inputShape[rank - 2] == geometry.height().in()
                && inputShape[rank - 1] == geometry.width().in();
    }

    /** Whether an output of this shape fits inputs of a rank. */
    public boolean gives(long[] outputShape, int inputRank) {
        int rank = outputShape.length;
        return rank == inputRank
                && (rank == 3 || outputShape[0] == geometry.batch())
                && outputShape[rank - 3] == geometry.outChannels()
                && outputShape[rank - 2] == geometry.height().out()
                && outputShape[rank - 1] == geometry.width().out();
    }

    /** The same problem for another number of images. */
    public Problem ofImages(int images) {
        Geometry all = geometry;
        return new Problem(
                new Geometry(
                        images,
                        all.groups(),
                        all.inChannels(),
                        all.outChannels(),
                        all.height(),
                        all.width(),
                        all.paddingMode()),
                inputFormat,
                outputFormat);
    }

    /** The same problem on an input that already has its border. */
    public Problem onPaddedInput() {
        return new Problem(geometry.onPaddedInput(), inputFormat, outputFormat);
    }

    /** Of what differs between the problems of a layer; a record's own takes 10 ms to link, before the first result. */
    @Override
    public int hashCode() {
        return hash(geometry.inputShape(4), inputFormat, outputFormat);
    }

    @Override
    public String toString() {
        return geometry + " " + inputFormat + " -> " + outputFormat;
    }
}
