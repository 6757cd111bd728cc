package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Axis;

/**
 * One axis of a {@link Window}: which input pixels some neighbouring outputs read, and where the copy has them. The place of
 * a tap of an output is {@code output * step + tapOffset(tap)}, whatever the layout:
 *
 * <ul>
 *   <li>as in the input, from the first pixel read to the last;
 *   <li>a band for each tap, where all outputs' pixels of one tap come before those of the next, so that what lies between is left out;
 *   <li>the pixels that are read side by side, where outputs lie as far apart as taps, so that they share them;
 *   <li>pixels apart by the stride side by side, where neighbouring outputs must lie so too.
 * </ul>
 */
final class WindowAxis {
    /** Of so many pixels that lie between the first and the last one, a place at most: then they are better read one by one. */
    private static final int FAR = 8;

    private enum Layout {
        AS_INPUT,
        BANDS,
        SHARED,
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
        long read = (long) axis.kernel() * count;
        boolean sparse = whole > FAR * read;
        if (sparse && axis.kernel() > 1 && axis.stride() == axis.dilation()) {
            // Kernels count on outputs that share pixels of such layers.
            this.layout = Layout.SHARED;
            this.size = count + axis.kernel() - 1L;
            this.phase = 0;
        } else if (sparse || axis.kernel() == 1 || (long) (count - 1) * axis.stride() < axis.dilation()) {
            this.layout = Layout.BANDS;
            this.size = read;
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
            case SHARED -> tap;
            case BANDS -> tap * count;
            case PHASES -> tap * axis.dilation() % axis.stride() * (int) phase + tap * axis.dilation() / axis.stride();
        };
    }

    /** Runs of places whose pixels lie evenly apart in the input, one after another. */
    int runs() {
        return switch (layout) {
            case AS_INPUT, SHARED -> 1;
            case BANDS -> axis.kernel();
            case PHASES -> (int) Math.min(axis.stride(), size / phase);
        };
    }

    /** Whether neighbouring places are neighbouring pixels of the input. */
    boolean isAsInput() {
        return runs() == 1 && runStep() == 1;
    }

    /** Places of a run. */
    int runLength() {
        return (int) (size / runs());
    }

    /** Input pixels between neighbouring places of a run. */
    int runStep() {
        return layout == Layout.AS_INPUT ? 1 : axis.stride();
    }

    /** Where in the input, or its border, a run begins, for outputs from {@code first} on. */
    long runBegin(int run, int first) {
        return switch (layout) {
            case AS_INPUT, SHARED -> axis.position(first, 0);
            case BANDS -> axis.position(first, run);
            case PHASES -> axis.position(first, 0) + run;
        };
    }

    /** Where in the input, or its border, the places end, for outputs from {@code first} on. */
    long end(int first) {
        return runBegin(runs() - 1, first) + (runLength() - 1L) * runStep() + 1;
    }

    /** Whether few of the pixels between the first and the last are read. */
    boolean isSparse() {
        return end(0) - runBegin(0, 0) > FAR * size;
    }

    /** How many places of a run that begins there lie before the input. */
    int lead(long begin) {
        return (int) Math.min(runLength(), begin >= 0 ? 0 : (-begin + runStep() - 1) / runStep());
    }

    /** How many places of a run that begins there lie on the input or before it. */
    int end(long begin) {
        long behind = (axis.in() - begin + runStep() - 1) / runStep();
        return (int) Math.max(lead(begin), Math.min(runLength(), behind));
    }
}
