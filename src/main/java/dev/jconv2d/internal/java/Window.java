package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Strides;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a block of outputs reads: a copy of that part of the input on the heap, in the input's format (or channels last, where it has
 * a channel for each output), with zeros where the padding is. Any tap of any output is at {@code pixels()[output] + taps()[tap]}, so the loops over it know of no stride, dilation
 * or border. Immutable.
 */
public final class Window {
    /** Floats behind the last one that a vector may read, though not use. */
    private static final int SPARE = 64;

    /** Neighbours along an axis that may be computed together, whether or not all are outputs. */
    public static final int NEIGHBOURS = 8;

    /** Taps along that axis. */
    public static final int SHARED_TAPS = 3;

    private final Geometry geometry;
    private final MemoryFormat format;
    private final WindowAxis rows;
    private final WindowAxis columns;
    /** Places of each axis. */
    private final int height;

    private final int width;
    private final int channels;
    private final Strides copy;
    /** Outputs a group for each of its channels in the copy, where there is one for each output; else 0. */
    private final int multiplier;

    private final Strides source;
    private final int[] pixels;
    private final int[] taps;
    /** Where the input lies channel by channel. */
    private final @Nullable PlaneCopy planes;

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
        this.format = perOutput ? MemoryFormat.CHANNELS_LAST : problem.inputFormat();
        this.rows = new WindowAxis(geometry.height(), rows, false);
        this.columns = new WindowAxis(geometry.width(), columns, unitStep);
        this.height = Math.toIntExact(this.rows.size());
        this.width = Math.toIntExact(this.columns.size());
        this.channels = channels;
        this.copy = Strides.of(format, channels, height, width);
        this.multiplier = perOutput ? geometry.outChannelsPerGroup() : 0;
        this.source = Strides.of(
                problem.inputFormat(),
                geometry.inChannels(),
                geometry.height().in(),
                geometry.width().in());
        this.pixels = new int[rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = at(0, i / columns * this.rows.step(), i % columns * this.columns.step());
        }
        this.taps = perOutput ? taps(1) : taps(geometry.inChannelsPerGroup());
        this.planes = problem.inputFormat() == MemoryFormat.CONTIGUOUS
                ? new PlaneCopy(this.columns, source, copy, Math.max(1, multiplier))
                : null;
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
        return copy.index(0, channel, row, column);
    }

    /** Floats of a copy, with as many behind it as a tile of neighbours may read over the end, though it uses none of them. */
    int size() {
        return Math.toIntExact((long) height * width * channels + behind(Math.max(rowStep(), columnStep())));
    }

    /** Floats behind a copy whose neighbouring windows lie so many places apart. */
    static long behind(long step) {
        return SPARE + (NEIGHBOURS + SHARED_TAPS) * step;
    }

    /** Places between the windows of neighbouring columns. */
    public int columnStep() {
        return at(0, 0, columns.step());
    }

    /** Places between the windows of neighbouring rows. */
    public int rowStep() {
        return at(0, rows.step(), 0);
    }

    /** Whether some neighbouring rows read three rows each, two of which the next one reads too. */
    public boolean hasSharedRows() {
        return isShared(geometry.height());
    }

    /** Whether some neighbouring columns read three columns each, two of which the next one reads too. */
    public boolean hasSharedColumns() {
        return isShared(geometry.width());
    }

    /** Of the layer, and not of a block that has one row by chance: the order of sums hangs on it. */
    private static boolean isShared(Axis axis) {
        return axis.kernel() == SHARED_TAPS && axis.stride() == axis.dilation();
    }

    /** Rows of the kernel. */
    public int kernelHeight() {
        return geometry.height().kernel();
    }

    /** Columns of the kernel. */
    public int kernelWidth() {
        return geometry.width().kernel();
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
     * @param scratch takes the copy, and tells the block
     */
    void copy(FloatBuffer input, int firstChannel, int count, Scratch scratch) {
        Block block = scratch.block();
        float[] window = scratch.window(size());
        if (copyWhole(input, block, firstChannel, count, window)) {
            return;
        }
        for (int run = 0; run < rows.runs(); run++) {
            long begin = rows.runBegin(run, block.firstRow());
            int lead = rows.lead(begin);
            int end = rows.end(begin);
            if (planes != null && end > lead) {
                int first = image(block) + (int) (begin + (long) lead * rows.runStep()) * source.row();
                int row = run * rows.runLength() + lead;
                planes.copy(input, first, rows.runStep(), row, end - lead, firstChannel, count, scratch);
            }
            for (int i = 0; i < rows.runLength(); i++) {
                int row = run * rows.runLength() + i;
                if (i < lead || i >= end) {
                    clear(window, row, count);
                } else if (planes == null) {
                    int from = image(block) + (int) (begin + (long) i * rows.runStep()) * source.row();
                    copyPixels(input, from, row, firstChannel, count, scratch);
                }
            }
        }
    }

    /** Planes, or parts of them, that lie in the input as in the copy; false if they do not. */
    private boolean copyWhole(FloatBuffer input, Block block, int firstChannel, int count, float[] window) {
        long begin = rows.runBegin(0, block.firstRow());
        boolean same = format == MemoryFormat.CONTIGUOUS
                && rows.isAsInput()
                && columns.isAsInput()
                && width == source.row()
                && columns.runBegin(0, block.firstColumn()) == 0
                && begin >= 0
                && begin + height <= geometry.height().in();
        if (!same) {
            return false;
        }
        int plane = height * width;
        int from = image(block) + firstChannel * source.channel() + (int) begin * source.row();
        if (plane == source.channel()) {
            input.get(from, window, 0, count * plane);
        } else {
            for (int channel = 0; channel < count; channel++) {
                input.get(from + channel * source.channel(), window, channel * plane, plane);
            }
        }
        return true;
    }

    private int image(Block block) {
        return block.image() * source.image();
    }

    private void clear(float[] window, int row, int count) {
        if (format == MemoryFormat.CHANNELS_LAST) {
            Arrays.fill(window, at(0, row, 0), at(0, row + 1, 0), 0);
            return;
        }
        for (int channel = 0; channel < count; channel++) {
            Arrays.fill(window, at(channel, row, 0), at(channel, row + 1, 0), 0);
        }
    }

    /** One row of pixels, each with its channels together. */
    private void copyPixels(FloatBuffer input, int from, int row, int firstChannel, int count, Scratch scratch) {
        float[] window = scratch.window();
        int firstColumn = scratch.block().firstColumn();
        for (int run = 0; run < columns.runs(); run++) {
            long begin = columns.runBegin(run, firstColumn);
            int lead = columns.lead(begin);
            int end = columns.end(begin);
            int to = at(0, row, run * columns.runLength());
            Arrays.fill(window, to, to + lead * channels, 0);
            Arrays.fill(window, to + end * channels, to + columns.runLength() * channels, 0);
            if (end == lead) {
                continue;
            }
            int pixel = from + (int) (begin + (long) lead * columns.runStep()) * source.column();
            if (multiplier > 1) {
                for (int i = lead; i < end; i++) {
                    for (int c = 0; c < count; c++) {
                        window[to + i * channels + c] = input.get(pixel + (firstChannel + c) / multiplier);
                    }
                    pixel += columns.runStep() * source.column();
                }
            } else if (count == geometry.inChannels() && columns.runStep() == 1) {
                input.get(pixel, window, to + lead * channels, (end - lead) * channels);
            } else {
                for (int i = lead; i < end; i++) {
                    input.get(pixel + firstChannel, window, to + i * channels, count);
                    pixel += columns.runStep() * source.column();
                }
            }
        }
    }
}
