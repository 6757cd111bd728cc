package dev.jconv2d.internal.java.vector;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.java.Packing;
import dev.jconv2d.internal.java.Product;
import dev.jconv2d.internal.java.Scratch;
import dev.jconv2d.internal.java.Units;
import dev.jconv2d.internal.java.Window;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A product whose vectors are pixels of a row, for data that lie channel by channel, and groups of few output channels: depthwise
 * layers above all.
 */
final class VectorPlanes implements Product {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    private final Units units;
    /** For each output channel, for each tap a vector of its weight. */
    private final float[][] weights;

    private final float[][] bias;

    VectorPlanes(Geometry geometry, Parameters parameters) {
        this.units = new Units(geometry.groups(), geometry.outChannelsPerGroup(), 1);
        this.weights = new float[units.count()][];
        this.bias = new float[units.count()][LANES];
        for (int unit = 0; unit < weights.length; unit++) {
            weights[unit] = Packing.byTap(geometry, MemoryFormat.CONTIGUOUS, parameters.weight(), units, unit, LANES);
            for (int i = 0; i < weights[unit].length; i++) {
                weights[unit][i] = weights[unit][i / LANES * LANES];
            }
            Arrays.fill(bias[unit], Packing.bias(parameters.bias(), units, unit, 1)[0]);
        }
    }

    @Override
    public String name() {
        return "vector" + LANES + "-planes";
    }

    @Override
    public String weightsLayout() {
        return "oihw" + LANES;
    }

    @Override
    public Units units() {
        return units;
    }

    @Override
    public boolean isChannelMajor() {
        return true;
    }

    @Override
    public boolean needsUnitStep() {
        return true;
    }

    @Override
    public OnBlocks on(Window window, int units) {
        return new Blocks(window, units);
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        private final int count;
        /** Where the vectors of a block begin, row by row, in the window and in the sums. */
        private final int[] places;

        private final int[] targets;

        Blocks(Window window, int count) {
            this.window = window;
            this.count = count;
            int perRow = perRow();
            int[] from = new int[window.rows() * perRow];
            int[] to = new int[from.length];
            for (int i = 0; i < from.length; i++) {
                to[i] = i / perRow * window.columns() + i % perRow * LANES;
                from[i] = window.pixels()[to[i]];
            }
            this.places = Tables.padded(from, LaneTile.VECTORS);
            this.targets = Tables.padded(to, LaneTile.VECTORS);
        }

        private int perRow() {
            return (window.columns() + LANES - 1) / LANES;
        }

        @Override
        public int pitch() {
            return window.pixels().length;
        }

        @Override
        public int sumsSize() {
            return count * pitch() + LANES;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            // In the order of the sums: what a vector writes behind its row's end, the next one writes over.
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int base = (units.group(unit) - units.group(firstUnit)) * window.groupStep();
                for (int first = 0; first < rows * perRow(); first += LaneTile.VECTORS) {
                    LaneTile.run(
                            scratch.window(),
                            base,
                            places,
                            first,
                            window.taps(),
                            weights[unit],
                            bias[unit],
                            scratch.sums(),
                            (unit - firstUnit) * pitch(),
                            targets);
                }
            }
        }
    }
}
