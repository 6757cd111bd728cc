package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;

/** A product whose rows are output channels: for each pixel, input values times rows of weights. */
final class PlainByChannel implements Product {
    /** Pixels whose sums, and factors whose weights, together stay in the second cache. */
    private static final int PIXELS = 64;

    private final Units units;
    /** For each unit, for each tap a row of its channels. */
    private final float[][][] weights;

    private final float[][] bias;

    PlainByChannel(Geometry geometry, MemoryFormat inputFormat, Parameters parameters) {
        int perGroup = geometry.outChannelsPerGroup();
        // Several units of half the length can be shared out between threads.
        int width = perGroup < 2 * PlainRows.LENGTH ? PlainRows.LENGTH / 2 : PlainRows.LENGTH;
        this.units = new Units(geometry.groups(), perGroup, Cut.parts(perGroup, Cut.parts(perGroup, width)));
        this.weights = new float[units.count()][][];
        this.bias = new float[units.count()][];
        for (int unit = 0; unit < weights.length; unit++) {
            int size = units.size(unit);
            weights[unit] =
                    PlainRows.completed(Packing.rows(geometry, inputFormat, parameters.weight(), units, unit, size));
            bias[unit] = Packing.bias(parameters.bias(), units, unit, size);
        }
    }

    @Override
    public String name() {
        return "plain-by-channel";
    }

    @Override
    public String weightsLayout() {
        return "hwio";
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
        public int rows() {
            return Math.min(PIXELS, window.pixels().length) + PlainRows.ROWS;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int base = (units.group(unit) - units.group(firstUnit)) * window.groupStep();
                int to = units.first(unit) - units.first(firstUnit);
                int pixels = rows * window.columns();
                for (int first = 0; first < pixels; first += PIXELS) {
                    pixels(unit, base, first, Math.min(PIXELS, pixels - first), scratch, to);
                }
            }
        }

        private void pixels(int unit, int base, int first, int count, Scratch scratch, int to) {
            int[] pixels = window.pixels();
            int[] taps = window.taps();
            int width = bias[unit].length;
            float[][] sums = scratch.rows(rows());
            float[] values = scratch.line(PlainRows.VALUES);
            for (int i = 0; i < count; i++) {
                System.arraycopy(bias[unit], 0, sums[i], 0, width);
            }
            for (int tap = 0; tap < taps.length; tap += PlainRows.MOST_FACTORS) {
                int last = Math.min(taps.length, tap + PlainRows.MOST_FACTORS);
                PlainRows.add(
                        sums,
                        0,
                        count,
                        scratch.window(),
                        base,
                        pixels,
                        first,
                        taps,
                        weights[unit],
                        0,
                        tap,
                        last,
                        width,
                        values);
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(sums[i], 0, scratch.sums(), (first + i) * pitch + to, units.size(unit));
            }
        }
    }
}
