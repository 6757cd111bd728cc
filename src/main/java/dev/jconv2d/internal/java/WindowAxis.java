package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Axis;

/**
 * One axis of a {@link Window}: which input pixels some neighbouring outputs read, and where the copy has them. The place of
 * a tap of an output is {@code output * step + tapOffset(tap)}, whatever the layout:
 *
 * <ul>
 *   <li>as in the input, from the first pixel read to the last;
 *   <li>a band for each tap, where no two taps read the same pixel, so that what no tap reads is left out;
 *   <li>pixels apart by the stride side by side, where neighbouring outputs must lie so too.
 * </ul>
 */
final class WindowAxis {
    private enum Layout {
        AS_INPUT,
        BANDS,
        PHASES
    }

    private final Axis axis;
    private final int count;
    private final Layout layout;
    private final long size;
    /** Places of one phase. */
    private final long phase;

    /**
     * The axis for so many outputs.
     *
     * @param unitStep whether neighbouring outputs must read neighbouring places
     */
    WindowAxis(Axis axis, int count, boolean unitStep) {
        this.axis = axis;
        this.count = count;
        long whole = (long) (count - 1) * axis.stride() + axis.extent();
        if (axis.kernel() == 1 || (long) (count - 1) * axis.stride() < axis.dilation()) {
            this.layout = Layout.BANDS;
            this.size = (long) axis.kernel() * count;
            this.phase = 0;
        } else if (unitStep && axis.stride() > 1) {
            this.layout = Layout.PHASES;
            this.phase = (whole + axis.stride() - 1) / axis.stride();
            this.size = phase * Math.min(axis.stride(), whole);
        } else {
            this.layout = Layout.AS_INPUT;
            this.size = whole;
            this.phase = 0;
        }
    }

    /** Outputs. */
    int count() {
        return count;
    }

    /** Places in the copy; one that is to be made has an int of them. */
    long size() {
        return size;
    }

    /** Places between neighbouring outputs. */
    int step() {
        return layout == Layout.AS_INPUT ? axis.stride() : 1;
    }

    /** Places from an output's first to those of a tap. */
    int tapOffset(int tap) {
        return switch (layout) {
            case AS_INPUT -> tap * axis.dilation();
            case BANDS -> tap * count;
            case PHASES -> tap * axis.dilation() % axis.stride() * (int) phase + tap * axis.dilation() / axis.stride();
        };
    }

    /** The input pixel at a place, for outputs from {@code first} on; -1 for padding, or where nothing is read. */
    int source(int first, int place) {
        long position =
                switch (layout) {
                    case AS_INPUT -> axis.position(first, 0) + place;
                    case BANDS -> axis.position(first + place % count, place / count);
                    case PHASES -> axis.position(first + place % (int) phase, 0) + place / (int) phase;
                };
        return position >= 0 && position < axis.in() ? (int) position : -1;
    }

    /** Whether neighbouring places are neighbouring pixels of the input, so that they can be copied at once. */
    boolean isAsInput() {
        return layout == Layout.AS_INPUT || (axis.kernel() == 1 && axis.stride() == 1);
    }

    /** Places of padding before the first input pixel, where {@link #isAsInput}. */
    int lead(int first) {
        return (int) Math.max(0, Math.min(size, -axis.position(first, 0)));
    }

    /** Input pixels from there on, where {@link #isAsInput}. */
    int valid(int first) {
        long begin = Math.max(0, axis.position(first, 0));
        return (int) Math.max(0, Math.min(size - lead(first), axis.in() - begin));
    }
}
