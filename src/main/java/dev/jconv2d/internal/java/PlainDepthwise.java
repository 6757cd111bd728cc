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

    private final Units units;
    private final int taps;
    /** For each unit, for each tap a row. */
    private final float[][][] weights;

    private final float[][] bias;

    PlainDepthwise(Geometry geometry, Parameters parameters) {
        // One group of all channels, so that a unit is many of them.
        int channels = geometry.outChannels();
        this.units = new Units(1, channels, Math.min(channels, PlainRows.LENGTH));
        this.taps = Packing.taps(geometry);
        this.weights = new float[units.count()][][];
        this.bias = new float[units.count()][];
        for (int unit = 0; unit < weights.length; unit++) {
            int size = units.size(unit);
            int width = PlainRows.LENGTH / size * size;
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

    @Override
    public OnBlocks on(Window window, int units) {
        return new Blocks(window, units * this.units.width());
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        private final int pitch;

        Blocks(Window window, int pitch) {
            this.window = window;
            this.pitch = pitch;
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
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int channel = units.first(unit) - units.first(firstUnit);
                int step = bias[unit].length / units.size(unit);
                int pixels = rows * window.columns();
                for (int first = 0; first < pixels; first += step) {
                    pixels(unit, channel, first, Math.min(step, pixels - first), scratch);
                }
            }
        }

        private void pixels(int unit, int channel, int first, int count, Scratch scratch) {
            int size = units.size(unit);
            int n = count * size;
            float[][] rows = scratch.rows(TAPS_AT_ONCE + 1);
            float[] sums = rows[TAPS_AT_ONCE];
            float[][] w = weights[unit];
            System.arraycopy(bias[unit], 0, sums, 0, n);
            int tap = 0;
            for (; tap + TAPS_AT_ONCE <= taps; tap += TAPS_AT_ONCE) {
                for (int i = 0; i < TAPS_AT_ONCE; i++) {
                    gather(scratch.window(), channel + window.taps()[tap + i], first, count, size, rows[i]);
                }
                PlainRows.addProducts(sums, rows[0], w[tap], rows[1], w[tap + 1], rows[2], w[tap + 2], n);
            }
            for (; tap < taps; tap++) {
                gather(scratch.window(), channel + window.taps()[tap], first, count, size, rows[0]);
                PlainRows.addProduct(sums, rows[0], w[tap], n);
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(sums, i * size, scratch.sums(), (first + i) * pitch + channel, size);
            }
        }

        /** What one tap of some pixels is. */
        private void gather(float[] from, int tap, int first, int count, int size, float[] row) {
            int[] pixels = window.pixels();
            for (int i = 0; i < count; ) {
                // Neighbours that lie side by side with nothing between are copied at once.
                int run = 1;
                while (i + run < count && pixels[first + i + run] - pixels[first + i + run - 1] == size) {
                    run++;
                }
                System.arraycopy(from, pixels[first + i] + tap, row, i * size, run * size);
                i += run;
            }
        }
    }
}
