package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Strides;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What a block of outputs reads: a copy of that part of the input on the heap, in the input's format, with zeros where the
 * padding is. Any tap of any output is at {@code pixels()[output] + taps()[tap]}, so the loops over it know of no stride, dilation
 * or border. Immutable.
 */
public final class Window {
    /** Floats behind the last one that may be read, though not used: a vector may reach over the end. */
    public static final int SPARE = 64;

    private final Geometry geometry;
    private final MemoryFormat format;
    private final WindowAxis rows;
    private final WindowAxis columns;
    /** Places of each axis. */
    private final int height;

    private final int width;
    private final int channels;
    /** Outputs a group for each of its channels in the copy, where there is one for each output; else 0. */
    private final int multiplier;

    private final Strides source;
    private final int[] pixels;
    private final int[] taps;

    /**
     * The window of blocks of so many outputs.
     *
     * @param rows output rows
     * @param columns output columns
     * @param channels channels that one block reads, at most
     * @param perOutput whether the copy has a channel for each output channel, where each group has one input channel
     * @param unitStep whether neighbouring outputs of a row must read neighbouring places
     */
    Window(Problem problem, int rows, int columns, int channels, boolean perOutput, boolean unitStep) {
        this.geometry = problem.geometry();
        this.format = problem.inputFormat();
        this.rows = new WindowAxis(geometry.height(), rows, false);
        this.columns = new WindowAxis(geometry.width(), columns, unitStep);
        this.height = Math.toIntExact(this.rows.size());
        this.width = Math.toIntExact(this.columns.size());
        this.channels = channels;
        this.multiplier = perOutput ? geometry.outChannelsPerGroup() : 0;
        this.source = Strides.of(
                format,
                geometry.inChannels(),
                geometry.height().in(),
                geometry.width().in());
        this.pixels = new int[rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = at(0, i / columns * this.rows.step(), i % columns * this.columns.step());
        }
        this.taps = perOutput ? taps(1) : taps(geometry.inChannelsPerGroup());
    }

    /** In the order of {@link #tap}: the copy is then read almost from its begin to its end. */
    private int[] taps(int channelsPerGroup) {
        int kernelHeight = geometry.height().kernel();
        int kernelWidth = geometry.width().kernel();
        int[] offsets = new int[channelsPerGroup * kernelHeight * kernelWidth];
        for (int c = 0; c < channelsPerGroup; c++) {
            for (int kh = 0; kh < kernelHeight; kh++) {
                for (int kw = 0; kw < kernelWidth; kw++) {
                    offsets[tap(geometry, format, channelsPerGroup, c, kh, kw)] =
                            at(c, rows.tapOffset(kh), columns.tapOffset(kw));
                }
            }
        }
        return offsets;
    }

    /** The place of a weight in the order that a format is best read in. */
    public static int tap(Geometry geometry, MemoryFormat format, int channelsPerGroup, int channel, int kh, int kw) {
        int kernelWidth = geometry.width().kernel();
        return format == MemoryFormat.CHANNELS_LAST
                ? (kh * kernelWidth + kw) * channelsPerGroup + channel
                : (channel * geometry.height().kernel() + kh) * kernelWidth + kw;
    }

    /** Where a place lies in the copy. */
    private int at(int channel, int row, int column) {
        return format == MemoryFormat.CHANNELS_LAST
                ? (row * width + column) * channels + channel
                : (channel * height + row) * width + column;
    }

    /** Floats of a copy. */
    int size() {
        return Math.addExact(Math.multiplyExact(Math.multiplyExact(height, width), channels), SPARE);
    }

    /** Output rows of a block. */
    public int rows() {
        return rows.count();
    }

    /** Output columns of a block. */
    public int columns() {
        return columns.count();
    }

    /** Where the window of each output of a block begins. */
    public int[] pixels() {
        return pixels;
    }

    /** Where each tap of an output is, from there. */
    public int[] taps() {
        return taps;
    }

    /** Places between the first channels of neighbouring groups. */
    public int groupStep() {
        return at(multiplier > 0 ? 1 : geometry.inChannelsPerGroup(), 0, 0);
    }

    /** Whether neighbouring outputs of a row read neighbouring places of one channel. */
    public boolean hasUnitStep() {
        return format == MemoryFormat.CONTIGUOUS && columns.step() == 1;
    }

    /**
     * Copies what a block reads.
     *
     * @param firstChannel the first channel of the copy: of the input, or of the output if there is one for each
     * @param count channels
     */
    void copy(FloatBuffer input, Block block, int firstChannel, int count, float[] window) {
        int begin = block.image() * source.image();
        if (format == MemoryFormat.CONTIGUOUS) {
            for (int channel = 0; channel < count; channel++) {
                copyPlane(input, begin + (firstChannel + channel) * source.channel(), block, window, channel);
            }
            return;
        }
        for (int row = 0; row < height; row++) {
            int inRow = rows.source(block.firstRow(), row);
            int to = at(0, row, 0);
            if (inRow < 0) {
                Arrays.fill(window, to, to + width * channels, 0);
            } else {
                copyPixels(input, begin + inRow * source.row(), block.firstColumn(), firstChannel, count, window, to);
            }
        }
    }

    private int sourceChannel(int channel) {
        return multiplier > 0 ? channel / multiplier : channel;
    }

    /** A row of pixels, each with its channels together. */
    private void copyPixels(
            FloatBuffer input, int from, int firstColumn, int firstChannel, int count, float[] window, int to) {
        boolean whole = count == channels && count == geometry.inChannels() && multiplier <= 1;
        if (whole && columns.isAsInput()) {
            int lead = columns.lead(firstColumn);
            int valid = columns.valid(firstColumn);
            Arrays.fill(window, to, to + lead * channels, 0);
            if (valid > 0) {
                input.get(
                        from + columns.source(firstColumn, lead) * source.column(),
                        window,
                        to + lead * channels,
                        valid * channels);
            }
            Arrays.fill(window, to + (lead + valid) * channels, to + width * channels, 0);
            return;
        }
        for (int column = 0; column < width; column++) {
            int inColumn = columns.source(firstColumn, column);
            int begin = to + column * channels;
            if (inColumn < 0) {
                Arrays.fill(window, begin, begin + count, 0);
            } else if (multiplier <= 1) {
                input.get(from + inColumn * source.column() + firstChannel, window, begin, count);
            } else {
                for (int channel = 0; channel < count; channel++) {
                    window[begin + channel] =
                            input.get(from + inColumn * source.column() + sourceChannel(firstChannel + channel));
                }
            }
        }
    }

    /** One channel, whose rows lie together. */
    private void copyPlane(FloatBuffer input, int from, Block block, float[] window, int channel) {
        int firstColumn = block.firstColumn();
        for (int row = 0; row < height; row++) {
            int inRow = rows.source(block.firstRow(), row);
            int to = at(channel, row, 0);
            if (inRow < 0) {
                Arrays.fill(window, to, to + width, 0);
            } else if (columns.isAsInput()) {
                int lead = columns.lead(firstColumn);
                int valid = columns.valid(firstColumn);
                Arrays.fill(window, to, to + lead, 0);
                if (valid > 0) {
                    input.get(
                            from + inRow * source.row() + columns.source(firstColumn, lead), window, to + lead, valid);
                }
                Arrays.fill(window, to + lead + valid, to + width, 0);
            } else {
                for (int column = 0; column < width; column++) {
                    int inColumn = columns.source(firstColumn, column);
                    window[to + column] = inColumn < 0 ? 0 : input.get(from + inRow * source.row() + inColumn);
                }
            }
        }
    }
}
