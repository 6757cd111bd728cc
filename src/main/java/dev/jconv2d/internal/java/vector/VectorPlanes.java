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
import org.jspecify.annotations.Nullable;

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
    public int leastRows() {
        return NeighbourTile.VECTORS;
    }

    @Override
    public OnBlocks on(Window window, int units) {
        return new Blocks(window, units);
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        private final int count;
        /** Vectors of a row. */
        private final int perRow;
        /** Where the vectors of a block begin, row by row, in the window and in the sums. */
        private final int[] places;

        private final int[] targets;
        /** Where the first taps of the kernel's columns are, and their weights; null where rows share no taps. */
        private final int @Nullable [] columnTaps;

        private final int[] columnWeights;

        Blocks(Window window, int count) {
            this.window = window;
            this.count = count;
            this.perRow = (window.columns() + LANES - 1) / LANES;
            int[] from = new int[window.rows() * perRow];
            int[] to = new int[from.length];
            for (int i = 0; i < from.length; i++) {
                to[i] = i / perRow * window.columns() + i % perRow * LANES;
                from[i] = window.pixels()[to[i]];
            }
            this.places = Vectors.padded(from, LaneTile.VECTORS);
            this.targets = Vectors.padded(to, LaneTile.VECTORS);
            int[] taps = window.taps();
            int columns = window.kernelWidth();
            boolean shares = window.hasSharedRows();
            this.columnTaps = shares ? new int[taps.length / Window.SHARED_TAPS] : null;
            this.columnWeights = new int[taps.length / window.kernelHeight()];
            for (int i = 0; i < columnWeights.length; i++) {
                int tap = i / columns * window.kernelHeight() * columns + i % columns;
                if (columnTaps != null) {
                    columnTaps[i] = taps[tap];
                }
                columnWeights[i] = tap * LANES;
            }
        }

        @Override
        public int pitch() {
            return window.pixels().length;
        }

        @Override
        public int sumsSize() {
            return count * pitch() + NeighbourTile.VECTORS * window.columns() + LANES;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            // Tiles come in such an order that what one writes behind the end of a row or plane, a later one writes
            // over.
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int base = (units.group(unit) - units.group(firstUnit)) * window.groupStep();
                int to = (unit - firstUnit) * pitch();
                if (columnTaps == null) {
                    runLanes(unit, base, rows, scratch, to);
                } else {
                    runNeighbours(unit, base, rows, columnTaps, scratch, to);
                }
            }
        }

        private void runLanes(int unit, int base, int rows, Scratch scratch, int to) {
            for (int first = 0; first < rows * perRow; first += LaneTile.VECTORS) {
                LaneTile.run(
                        scratch.window(),
                        base,
                        places,
                        first,
                        window.taps(),
                        weights[unit],
                        bias[unit],
                        scratch.sums(),
                        to,
                        targets);
            }
        }

        private void runNeighbours(int unit, int base, int rows, int[] taps, Scratch scratch, int to) {
            for (int row = 0; row < rows; row += NeighbourTile.VECTORS) {
                for (int i = perRow - 1; i >= 0; i--) {
                    int first = row * perRow + i;
                    NeighbourTile.run(
                            scratch.window(),
                            base + places[first],
                            window.rowStep(),
                            taps,
                            weights[unit],
                            columnWeights,
                            window.kernelWidth() * LANES,
                            bias[unit],
                            scratch.sums(),
                            to + targets[first],
                            window.columns());
                }
            }
        }
    }
}
