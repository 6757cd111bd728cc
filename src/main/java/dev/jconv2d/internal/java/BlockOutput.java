package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Strides;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the sums of blocks to the output: brings them into its order, adds the residual, applies the activation, and copies what lies
 * together at once. Immutable.
 */
final class BlockOutput {
    private static final int SQUARE = 16;

    private final boolean channelsLast;
    private final boolean channelMajor;
    private final int channels;
    private final int height;
    private final int width;
    private final Strides strides;
    /** Columns of a block of sums, whether or not all are outputs. */
    private final int columns;

    private final int pitch;
    private final PostOps postOps;

    BlockOutput(Problem problem, Product product, Cut cut, int pitch, PostOps postOps) {
        Geometry geometry = problem.geometry();
        this.channelsLast = problem.outputFormat() == MemoryFormat.CHANNELS_LAST;
        this.channelMajor = product.isChannelMajor();
        this.channels = geometry.outChannels();
        this.height = geometry.height().out();
        this.width = geometry.width().out();
        this.strides = Strides.of(problem.outputFormat(), channels, height, width);
        this.columns = cut.columns();
        this.pitch = pitch;
        this.postOps = postOps;
    }

    /** Writes the sums of the scratch's block. */
    void write(Scratch scratch, @Nullable Storage residual, Storage output) {
        Block block = scratch.block();
        FloatBuffer to = output.floats();
        FloatBuffer addend = residual == null ? null : residual.floats();
        int pixels = block.rows() * columns;
        float[] values = scratch.sums();
        int step = pitch;
        if (channelsLast == channelMajor) {
            step = channelsLast ? block.channels() : pixels;
            values = scratch.output(block.channels() * pixels);
            if (channelMajor) {
                transpose(scratch.sums(), values, block.channels(), pixels, step);
            } else {
                transpose(scratch.sums(), values, pixels, block.channels(), step);
            }
        }
        int begin = strides.index(block.image(), block.firstChannel(), block.firstRow(), block.firstColumn());
        if (channelsLast) {
            writePixels(scratch, values, step, begin, addend, to);
        } else {
            writePlanes(scratch, values, step, begin, addend, to);
        }
    }

    private void writePixels(
            Scratch scratch, float[] values, int step, int begin, @Nullable FloatBuffer residual, FloatBuffer output) {
        Block block = scratch.block();
        int count = block.channels();
        boolean together = count == channels;
        if (together && step != count) {
            // Closed up, so that pixels lie together.
            for (int i = 1; i < block.rows() * columns; i++) {
                System.arraycopy(values, i * step, values, i * count, count);
            }
        }
        if (together && block.columns() == width) {
            writeRun(scratch, values, 0, block.rows() * width * count, begin, residual, output);
            return;
        }
        for (int row = 0; row < block.rows(); row++) {
            int from = row * columns;
            int to = begin + row * strides.row();
            if (together) {
                writeRun(scratch, values, from * count, block.columns() * count, to, residual, output);
                continue;
            }
            for (int column = 0; column < block.columns(); column++) {
                int pixel = to + column * strides.column();
                writeRun(scratch, values, (from + column) * step, count, pixel, residual, output);
            }
        }
    }

    private void writePlanes(
            Scratch scratch, float[] values, int step, int begin, @Nullable FloatBuffer residual, FloatBuffer output) {
        Block block = scratch.block();
        if (block.columns() == width && block.rows() == height && step == strides.channel()) {
            writeRun(scratch, values, 0, block.channels() * step, begin, residual, output);
            return;
        }
        for (int channel = 0; channel < block.channels(); channel++) {
            int from = channel * step;
            int to = begin + channel * strides.channel();
            if (block.columns() == width) {
                writeRun(scratch, values, from, block.rows() * width, to, residual, output);
                continue;
            }
            for (int row = 0; row < block.rows(); row++) {
                int rowFrom = from + row * columns;
                writeRun(scratch, values, rowFrom, block.columns(), to + row * strides.row(), residual, output);
            }
        }
    }

    /** Values that lie together in the output. */
    private void writeRun(
            Scratch scratch,
            float[] values,
            int from,
            int count,
            int to,
            @Nullable FloatBuffer residual,
            FloatBuffer output) {
        if (residual != null) {
            float[] addend = scratch.residual(count);
            residual.get(to, addend, 0, count);
            for (int i = 0; i < count; i++) {
                values[from + i] += addend[i];
            }
        }
        Activations.apply(postOps.activation(), values, from, count);
        output.put(to, values, from, count);
    }

    /** Rows become columns, square by square, so that what is read again and what is written beside it is still in the first cache. */
    private void transpose(float[] from, float[] to, int rows, int length, int step) {
        for (int row = 0; row < rows; row += SQUARE) {
            int endRow = Math.min(rows, row + SQUARE);
            for (int column = 0; column < length; column += SQUARE) {
                int end = Math.min(length, column + SQUARE);
                for (int i = column; i < end; i++) {
                    int target = i * step;
                    for (int j = row; j < endRow; j++) {
                        to[target + j] = from[j * pitch + i];
                    }
                }
            }
        }
    }
}
