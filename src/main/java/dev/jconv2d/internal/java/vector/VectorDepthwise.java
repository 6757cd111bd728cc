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
import org.jspecify.annotations.Nullable;

/** A product for groups of one input channel, on a window with a channel for each output channel: vectors are channels. */
final class VectorDepthwise implements Product {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    private final Units units;
    /** For each unit, for each tap a vector. */
    private final float[][] weights;

    private final float[][] bias;

    VectorDepthwise(Geometry geometry, Parameters parameters) {
        this.units = new Units(1, geometry.outChannels(), LANES);
        this.weights = new float[units.count()][];
        this.bias = new float[units.count()][];
        for (int unit = 0; unit < weights.length; unit++) {
            weights[unit] =
                    Packing.byTap(geometry, MemoryFormat.CHANNELS_LAST, parameters.weight(), units, unit, LANES);
            bias[unit] = Packing.bias(parameters.bias(), units, unit, LANES);
        }
    }

    @Override
    public String name() {
        return "vector" + LANES + "-depthwise";
    }

    @Override
    public String weightsLayout() {
        return "Ghw" + LANES + "g";
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
        return new Blocks(window, units * LANES);
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        private final int[] pixels;
        private final int[] targets;
        private final int pitch;
        /** Where the first taps of the kernel's rows are, and their weights; null where columns share no taps. */
        private final int @Nullable [] rowTaps;

        private final int[] rowWeights;

        Blocks(Window window, int pitch) {
            this.window = window;
            this.pixels = Vectors.padded(window.pixels(), LaneTile.VECTORS);
            this.pitch = pitch;
            this.targets = new int[pixels.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = i * pitch;
            }
            int[] taps = window.taps();
            boolean shares = window.hasSharedColumns();
            this.rowTaps = shares ? new int[window.kernelHeight()] : null;
            this.rowWeights = new int[window.kernelHeight()];
            for (int i = 0; i < rowWeights.length; i++) {
                if (rowTaps != null) {
                    rowTaps[i] = taps[i * Window.SHARED_TAPS];
                }
                rowWeights[i] = i * Window.SHARED_TAPS * LANES;
            }
        }

        @Override
        public int pitch() {
            return pitch;
        }

        @Override
        public int sumsSize() {
            return (pixels.length + NeighbourTile.VECTORS) * pitch;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            if (rowTaps == null) {
                for (int first = 0; first < rows * window.columns(); first += LaneTile.VECTORS) {
                    runLanes(first, firstUnit, lastUnit, scratch);
                }
                return;
            }
            // Down the columns, where three rows of the window stay in the first cache. The last columns come first:
            // what their tile
            // writes behind its row's end, another one writes over.
            int columns = window.columns();
            int last = (columns - 1) / NeighbourTile.VECTORS * NeighbourTile.VECTORS;
            for (int column = last; column >= 0; column -= NeighbourTile.VECTORS) {
                for (int row = 0; row < rows; row++) {
                    runNeighbours(row * columns + column, rowTaps, firstUnit, lastUnit, scratch);
                }
            }
        }

        private void runLanes(int first, int firstUnit, int lastUnit, Scratch scratch) {
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int channel = (unit - firstUnit) * LANES;
                LaneTile.run(
                        scratch.window(),
                        channel,
                        pixels,
                        first,
                        window.taps(),
                        weights[unit],
                        bias[unit],
                        scratch.sums(),
                        channel,
                        targets);
            }
        }

        private void runNeighbours(int first, int[] taps, int firstUnit, int lastUnit, Scratch scratch) {
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                int channel = (unit - firstUnit) * LANES;
                NeighbourTile.run(
                        scratch.window(),
                        pixels[first] + channel,
                        window.columnStep(),
                        taps,
                        weights[unit],
                        rowWeights,
                        LANES,
                        bias[unit],
                        scratch.sums(),
                        first * pitch + channel,
                        pitch);
            }
        }
    }
}
