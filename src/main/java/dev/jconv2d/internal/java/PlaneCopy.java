package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Strides;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Copies rows of an input that lies channel by channel into a window, whichever way that lies. Immutable. */
final class PlaneCopy {
    /** Channels at a time: where the window lies pixel by pixel, what is written side by side then fills a cache line. */
    private static final int CHANNELS = 16;

    /** Floats of a channel at a time: to read some costs as much as to copy some tens, so short rows are read together. */
    private static final int FLOATS = 512;

    private final WindowAxis columns;
    private final Strides source;
    private final Strides target;
    /** Channels of the window for each of the input. */
    private final int multiplier;

    PlaneCopy(WindowAxis columns, Strides source, Strides target, int multiplier) {
        this.columns = columns;
        this.source = source;
        this.target = target;
        this.multiplier = multiplier;
    }

    /**
     * Copies rows.
     *
     * @param from where the first row of the first channel begins in the input
     * @param step rows of the input from one of the window to the next
     * @param row the first row in the window
     * @param rows how many
     * @param firstChannel the window's first channel
     * @param count channels
     */
    void copy(FloatBuffer input, int from, int step, int row, int rows, int firstChannel, int count, Scratch scratch) {
        int together = step == 1 ? Math.max(1, FLOATS / source.row()) : 1;
        for (int first = 0; first < rows; first += together) {
            int begin = from + first * step * source.row();
            int to = (row + first) * target.row();
            int some = Math.min(together, rows - first);
            for (int channel = 0; channel < count; channel += CHANNELS) {
                int place = to + channel * target.channel();
                int end = Math.min(count, channel + CHANNELS);
                copySome(input, begin, firstChannel + channel, end - channel, some, place, scratch);
            }
        }
    }

    /** Some rows of some channels, which are read one behind the other and then shared out. */
    private void copySome(FloatBuffer input, int from, int channel, int channels, int rows, int to, Scratch scratch) {
        if (columns.isSparse()) {
            copyOneByOne(input, from, channel, channels, rows, to, scratch);
            return;
        }
        int firstColumn = scratch.block().firstColumn();
        int low = 0;
        int length = rows * source.row();
        if (rows == 1) {
            low = (int) Math.max(0, Math.min(length, columns.runBegin(0, firstColumn)));
            length = (int) Math.max(0, Math.min(length, columns.end(firstColumn)) - low);
        }
        float[] lines = scratch.line(channels * length);
        for (int c = 0; c < channels; c++) {
            int plane = (channel + c) / multiplier * source.channel();
            input.get(from + plane + low, lines, c * length, length);
        }
        for (int row = 0; row < rows; row++) {
            for (int run = 0; run < columns.runs(); run++) {
                int begin = row * source.row() - low + (int) columns.runBegin(run, firstColumn);
                int place = to + row * target.row() + run * columns.runLength() * target.column();
                share(lines, begin, length, channels, run, place, scratch);
            }
        }
    }

    /** A run of a row. */
    private void share(float[] lines, int from, int length, int channels, int run, int to, Scratch scratch) {
        float[] window = scratch.window();
        long begin = columns.runBegin(run, scratch.block().firstColumn());
        int lead = columns.lead(begin);
        int end = columns.end(begin);
        int step = columns.runStep();
        clear(window, to, lead, channels);
        clear(window, to + end * target.column(), columns.runLength() - end, channels);
        if (target.column() > 1) {
            for (int i = lead; i < end; i++) {
                int at = to + i * target.column();
                int place = from + i * step;
                for (int c = 0; c < channels; c++) {
                    window[at + c] = lines[place + c * length];
                }
            }
            return;
        }
        for (int c = 0; c < channels; c++) {
            int at = to + c * target.channel();
            int place = from + c * length;
            if (step == 1 && end > lead) {
                System.arraycopy(lines, place + lead, window, at + lead, end - lead);
                continue;
            }
            for (int i = lead; i < end; i++) {
                window[at + i] = lines[place + i * step];
            }
        }
    }

    /** Without what lies between: few pixels of long rows. */
    private void copyOneByOne(
            FloatBuffer input, int from, int channel, int channels, int rows, int to, Scratch scratch) {
        float[] window = scratch.window();
        for (int row = 0; row < rows; row++) {
            for (int run = 0; run < columns.runs(); run++) {
                long begin = columns.runBegin(run, scratch.block().firstColumn());
                int lead = columns.lead(begin);
                int end = columns.end(begin);
                int at = to + row * target.row() + run * columns.runLength() * target.column();
                clear(window, at, lead, channels);
                clear(window, at + end * target.column(), columns.runLength() - end, channels);
                for (int i = lead; i < end; i++) {
                    int pixel = from + row * source.row() + (int) (begin + (long) i * columns.runStep());
                    for (int c = 0; c < channels; c++) {
                        int plane = (channel + c) / multiplier * source.channel();
                        window[at + i * target.column() + c * target.channel()] = input.get(pixel + plane);
                    }
                }
            }
        }
    }

    /** Places of the border. */
    private void clear(float[] window, int to, int places, int channels) {
        if (channels == target.column()) {
            Arrays.fill(window, to, to + places * channels, 0);
            return;
        }
        for (int i = 0; i < places; i++) {
            int at = to + i * target.column();
            for (int c = 0; c < channels; c++) {
                window[at + c * target.channel()] = 0;
            }
        }
    }
}
