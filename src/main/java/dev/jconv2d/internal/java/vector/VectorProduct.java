package dev.jconv2d.internal.java.vector;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.java.Packing;
import dev.jconv2d.internal.java.Product;
import dev.jconv2d.internal.java.Scratch;
import dev.jconv2d.internal.java.Units;
import dev.jconv2d.internal.java.Window;
import jdk.incubator.vector.FloatVector;

/** A product whose vectors are output channels: each input value is multiplied with a vector of weights. */
final class VectorProduct implements Product {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    /** With 32 registers, which come with vectors of 16 lanes, twice as many sums stay in them as with 16. */
    private static final boolean MANY_REGISTERS = LANES >= 16;

    private final Units units;
    /** For each unit, tap by tap its channels. */
    private final float[][] weights;

    private final float[][] bias;

    VectorProduct(Geometry geometry, MemoryFormat inputFormat, Parameters parameters) {
        this.units = new Units(
                geometry.groups(),
                geometry.outChannelsPerGroup(),
                MANY_REGISTERS ? Tile4x4.CHANNELS : Tile4x2.CHANNELS);
        this.weights = new float[units.count()][];
        this.bias = new float[units.count()][];
        for (int unit = 0; unit < weights.length; unit++) {
            int width = width(unit);
            weights[unit] = Packing.byTap(geometry, inputFormat, parameters.weight(), units, unit, width);
            bias[unit] = Packing.bias(parameters.bias(), units, unit, width);
        }
    }

    /** Channels of a unit, with those that fill its last vectors up. */
    private int width(int unit) {
        int size = units.size(unit);
        if (size <= Tile8x1.CHANNELS) {
            return Tile8x1.CHANNELS;
        }
        return size <= Tile4x2.CHANNELS ? Tile4x2.CHANNELS : Tile4x4.CHANNELS;
    }

    @Override
    public String name() {
        return "vector" + LANES;
    }

    @Override
    public String weightsLayout() {
        return "Ohwi" + units.width() + "o";
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
        return new Blocks(window, units);
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        /** The window's, with some more for the last tile. */
        private final int[] pixels;

        private final int pitch;

        Blocks(Window window, int count) {
            this.window = window;
            this.pixels = Vectors.padded(window.pixels(), Tile8x1.PIXELS);
            int widest = 0;
            for (int unit = 0; unit < units.count(); unit++) {
                widest = Math.max(widest, units.first(unit) - units.first(unit / count * count) + width(unit));
            }
            this.pitch = widest;
        }

        @Override
        public int pitch() {
            return pitch;
        }

        @Override
        public int sumsSize() {
            return pixels.length * pitch;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            int count = rows * window.columns();
            int[] taps = window.taps();
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int base = (units.group(unit) - units.group(firstUnit)) * window.groupStep();
                int to = units.first(unit) - units.first(firstUnit);
                float[] w = weights[unit];
                float[] b = bias[unit];
                if (b.length == Tile8x1.CHANNELS) {
                    for (int i = 0; i < count; i += Tile8x1.PIXELS) {
                        Tile8x1.run(
                                scratch.window(), base, pixels, i, taps, w, b, scratch.sums(), to + i * pitch, pitch);
                    }
                } else if (b.length == Tile4x2.CHANNELS) {
                    for (int i = 0; i < count; i += Tile4x2.PIXELS) {
                        Tile4x2.run(
                                scratch.window(), base, pixels, i, taps, w, b, scratch.sums(), to + i * pitch, pitch);
                    }
                } else {
                    for (int i = 0; i < count; i += Tile4x4.PIXELS) {
                        Tile4x4.run(
                                scratch.window(), base, pixels, i, taps, w, b, scratch.sums(), to + i * pitch, pitch);
                    }
                }
            }
        }
    }
}
