package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import java.util.Arrays;

/** A product whose rows are pixels: for each output channel, weights times rows of input values, which are gathered first. */
final class PlainByPixel implements Product {
    /** Channels whose sums, and factors whose values, together stay in the second cache. */
    private static final int CHANNELS = 128;

    /** Channels of a unit: so few that blocks of many pixels can be shared out between threads. */
    private static final int UNIT = 32;

    private final Units units;
    /** For each unit, channel by channel its taps. */
    private final float[][] weights;

    private final float[][] bias;
    /** Where the weights of each channel of a unit begin, and where each tap's is from there: tables as {@link PlainRows#add} wants them. */
    private final int[] begins;

    private final int[] steps;

    PlainByPixel(Geometry geometry, MemoryFormat inputFormat, Parameters parameters) {
        int perGroup = geometry.outChannelsPerGroup();
        this.units = new Units(geometry.groups(), perGroup, width(perGroup));
        this.weights = new float[units.count()][];
        this.bias = new float[units.count()][];
        this.steps = new int[Packing.taps(geometry)];
        for (int tap = 0; tap < steps.length; tap++) {
            steps[tap] = tap;
        }
        this.begins = new int[units.width()];
        for (int channel = 0; channel < begins.length; channel++) {
            begins[channel] = channel * steps.length;
        }
        for (int unit = 0; unit < weights.length; unit++) {
            weights[unit] = Packing.byChannel(geometry, inputFormat, parameters.weight(), units, unit);
            bias[unit] = Packing.bias(parameters.bias(), units, unit, units.size(unit));
        }
    }

    /** Even, and in whole numbers of the rows that are added to at a time: what is written behind a unit's must be nobody's. */
    private static int width(int channels) {
        int even = Cut.parts(channels, Cut.parts(channels, UNIT));
        return Math.min(channels, Cut.parts(even, PlainRows.ROWS) * PlainRows.ROWS);
    }

    @Override
    public String name() {
        return "plain-by-pixel";
    }

    @Override
    public String weightsLayout() {
        return "ohwi";
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
    public int bestPixels() {
        return PlainRows.LENGTH;
    }

    @Override
    public OnBlocks on(Window window, int units) {
        return new Blocks(window, units * this.units.width());
    }

    private final class Blocks implements OnBlocks {
        private final Window window;
        private final int channels;

        Blocks(Window window, int channels) {
            this.window = window;
            this.channels = channels;
        }

        @Override
        public int pitch() {
            return window.pixels().length;
        }

        @Override
        public int sumsSize() {
            return channels * pitch();
        }

        @Override
        public int rows() {
            return PlainRows.MOST_FACTORS + Math.min(CHANNELS, channels) + PlainRows.ROWS;
        }

        @Override
        public void run(int rows, int firstUnit, int lastUnit, Scratch scratch) {
            int pixels = rows * window.columns();
            // Evenly, because short rows are slow.
            int length = Cut.parts(pixels, Cut.parts(pixels, PlainRows.LENGTH));
            for (int first = 0; first < pixels; first += length) {
                int count = Math.min(length, pixels - first);
                for (int unit = firstUnit; unit < lastUnit; ) {
                    int end = endOfPass(unit, lastUnit);
                    int base = (units.group(unit) - units.group(firstUnit)) * window.groupStep();
                    int to = (units.first(unit) - units.first(firstUnit)) * pitch() + first;
                    channels(unit, end, base, first, count, scratch, to);
                    unit = end;
                }
            }
        }

        /** The unit behind those that read the same values and have rows for their sums. */
        private int endOfPass(int first, int last) {
            int most = Math.min(last, first + CHANNELS / units.width());
            int end = first + 1;
            while (end < most && units.group(end) == units.group(first)) {
                end++;
            }
            return end;
        }

        private void channels(int firstUnit, int lastUnit, int base, int first, int count, Scratch scratch, int to) {
            int taps = steps.length;
            int width = units.width();
            float[][] rows = scratch.rows(rows());
            float[] values = scratch.line(PlainRows.VALUES);
            for (int unit = firstUnit; unit < lastUnit; unit++) {
                for (int channel = 0; channel < units.size(unit); channel++) {
                    float[] sums = rows[PlainRows.MOST_FACTORS + (unit - firstUnit) * width + channel];
                    Arrays.fill(sums, 0, count, bias[unit][channel]);
                }
            }
            for (int tap = 0; tap < taps; tap += PlainRows.MOST_FACTORS) {
                int last = Math.min(taps, tap + PlainRows.MOST_FACTORS);
                for (int k = tap; k < last; k++) {
                    gather(scratch.window(), base + window.taps()[k], first, count, rows[k - tap]);
                }
                for (int k = last - tap; k % PlainRows.FACTORS != 0; k++) {
                    Arrays.fill(rows[k], 0, count, 0);
                }
                for (int unit = firstUnit; unit < lastUnit; unit++) {
                    int row = PlainRows.MOST_FACTORS + (unit - firstUnit) * width;
                    int size = units.size(unit);
                    PlainRows.add(
                            rows, row, size, weights[unit], 0, begins, 0, steps, rows, tap, tap, last, count, values);
                }
            }
            int channels = units.first(lastUnit - 1) + units.size(lastUnit - 1) - units.first(firstUnit);
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(
                        rows[PlainRows.MOST_FACTORS + channel], 0, scratch.sums(), to + channel * pitch(), count);
            }
        }

        /** What one tap of some pixels is. */
        private void gather(float[] from, int tap, int first, int count, float[] row) {
            int[] pixels = window.pixels();
            if (!window.hasUnitStep()) {
                for (int i = 0; i < count; i++) {
                    row[i] = from[pixels[first + i] + tap];
                }
                return;
            }
            int columns = window.columns();
            for (int i = 0; i < count; ) {
                int run = Math.min(count - i, columns - (first + i) % columns);
                System.arraycopy(from, pixels[first + i] + tap, row, i, run);
                i += run;
            }
        }
    }
}
