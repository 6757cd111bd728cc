package dev.jconv2d.internal.java;

/**
 * The arithmetic of a layer, with its weights packed: sums of products over a {@link Window}. The output's channels are cut into
 * units, which are computed one after another. Immutable; any thread may use it.
 */
public interface Product {
    /** Its name: how it computes, and on what. */
    String name();

    /** How the packed weights lie, in words like oneDNN's. */
    String weightsLayout();

    /** The units of output channels. */
    Units units();

    /** Whether sums lie channel by channel, and not pixel by pixel. */
    boolean isChannelMajor();

    /** Whether the window has a channel for each output channel: groups have one input channel each, and share none. */
    default boolean isPerOutput() {
        return false;
    }

    /** Whether neighbouring outputs of a row must read neighbouring places of the window. */
    default boolean needsUnitStep() {
        return false;
    }

    /** Rows of a block, fewer than which cost as much. */
    default int leastRows() {
        return 1;
    }

    /** Pixels of a block that are best; 0 for as many as the caches hold. */
    default int bestPixels() {
        return 0;
    }

    /** The product for blocks with this window that have at most so many units. */
    OnBlocks on(Window window, int units);

    /** A product for blocks of one size. Immutable; any thread may use it, each with a scratch of its own. */
    interface OnBlocks {
        /** Floats between neighbouring pixels, or channels if {@link #isChannelMajor}, of the sums. */
        int pitch();

        /** Floats that sums take, with those behind them that are written though not used. */
        int sumsSize();

        /** Arrays of {@link PlainRows#LENGTH} floats that it takes from a scratch. */
        default int rows() {
            return 0;
        }

        /**
         * Writes the sums, bias included, of a block's first rows.
         *
         * @param rows output rows
         * @param firstUnit the first unit; the window begins with the channels of its group
         * @param lastUnit the one after the last unit
         * @param scratch with a filled window, and room for the sums
         */
        void run(int rows, int firstUnit, int lastUnit, Scratch scratch);
    }
}
