package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;

/**
 * A product for groups of one input channel, on a window with a channel for each output channel: rows are some pixels, each with
 * its channels together, so weights are repeated for each pixel.
 */
final class PlainDepthwise implements Product {
    private static final int TAPS_AT_ONCE = 3;

    /** Floats of a row: nine rows of the window and nine of weights are to stay in the first cache. */
    private static final int LENGTH = 384;

    private final Units units;
    private final int taps;
    /** For each unit, for each tap a row. */
    private final float[][][] weights;

    private final float[][] bias;

    PlainDepthwise(Geometry geometry, Parameters parameters) {
        // One group of all channels, so that a unit is many of them.
        int channels = geometry.outChannels();
        this.units = new Units(1, channels, Math.min(channels, LENGTH));
        this.taps = Packing.taps(geometry);
        this.weights = new float[units.count()][][];
        this.bias = new float[units.count()][];
        for (int unit = 0; unit < weights.length; unit++) {
            int size = units.size(unit);
            int width = LENGTH / size * size;
            weights[unit] = Packing.rows(geometry, MemoryFormat.CHANNELS_LAST, parameters.weight(), units, unit, width);
            bias[unit] = Packing.bias(parameters.bias(), units, unit, width);
            repeat(bias[unit], size);
            for (float[] row : weights[unit]) {
                repeat(row, size);
            }
        }
    }

    private static void repeat(float[] row, int size) {
        for (int i = size; i < row.length; i++) {
            row[i] = row[i - size];
        }
    }

    @Override
    public String name() {
        return "plain-depthwise";
    }

    @Override
    public String weightsLayout() {
        return "hwg";
    }

    @Override
    public Units units() {
        return units;
    }

    @Override
    public boolean isChannelMajor() {
        return false;
    }

    @Override
    public boolean isPerOutput() {
        return true;
    }

    /** With fewer, more of the input would be copied twice than once. */
    @Override
    public int leastRows() {
        return 3;
    }

    @Override
    public OnBlocks on(Window window, int units) {
        return new Blocks(window, units * this.units.width());
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        private final int pitch;
        /** Taps that a row of outputs does not share with the row before it: those of the kernel's last rows. */
        private final int fresh;

        Blocks(Window window, int pitch) {
            this.window = window;
            this.pitch = pitch;
            int[] places = window.taps();
            int tap = window.kernelWidth();
            while (tap < taps && places[tap] - places[0] != window.rowStep()) {
                tap += window.kernelWidth();
            }
            this.fresh = tap;
        }

        @Override
        public int pitch() {
            return pitch;
        }

        @Override
        public int sumsSize() {
            return window.pixels().length * pitch;
        }

        @Override
        public int rows() {
            return taps + 1;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            int columns = window.columns();
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int channel = units.first(unit) - units.first(firstUnit);
                int most = bias[unit].length / units.size(unit);
                int step = Cut.parts(columns, Cut.parts(columns, most));
                for (int column = 0; column < columns; column += step) {
                    int count = Math.min(step, columns - column);
                    for (int row = 0; row < rows; row++) {
                        pixels(unit, channel, row, column, count, scratch);
                    }
                }
            }
        }

        /** Some neighbours of a row. The row before it comes before. */
        private void pixels(int unit, int channel, int row, int column, int count, Scratch scratch) {
            int size = units.size(unit);
            int n = count * size;
            int first = row * window.columns() + column;
            float[][] rows = scratch.rows(rows());
            float[] sums = rows[taps];
            float[][] w = weights[unit];
            // What stays from the row before keeps its place, so places go round.
            int shift = row * fresh % taps;
            int stay = row > 0 ? taps - fresh : 0;
            for (int tap = stay; tap < taps; tap++) {
                gather(scratch.window(), channel + window.taps()[tap], first, count, size, rows[place(tap + shift)]);
            }
            float[] addend = bias[unit];
            for (int tap = 0; tap < taps; tap += TAPS_AT_ONCE) {
                boolean has1 = tap + 1 < taps;
                boolean has2 = tap + 2 < taps;
                PlainRows.addProducts(
                        sums,
                        addend,
                        rows[place(tap + shift)],
                        w[tap],
                        has1 ? rows[place(tap + shift + 1)] : PlainRows.ZEROS,
                        has1 ? w[tap + 1] : PlainRows.NOTHINGS,
                        has2 ? rows[place(tap + shift + 2)] : PlainRows.ZEROS,
                        has2 ? w[tap + 2] : PlainRows.NOTHINGS,
                        n);
                addend = sums;
            }
            if (size == pitch) {
                System.arraycopy(sums, 0, scratch.sums(), first * pitch, n);
                return;
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(sums, i * size, scratch.sums(), (first + i) * pitch + channel, size);
            }
        }

        /** In which row a tap is kept; places go round once. */
        private int place(int tap) {
            return tap < taps ? tap : tap - taps;
        }

        /** What one tap of some pixels is. */
        private void gather(float[] from, int tap, int first, int count, int size, float[] row) {
            int[] pixels = window.pixels();
            if (window.columnStep() == size) {
                System.arraycopy(from, pixels[first] + tap, row, 0, count * size);
                return;
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(from, pixels[first + i] + tap, row, i * size, size);
            }
        }
    }
}
