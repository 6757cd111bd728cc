package dev.jconv2d.internal.java.vector;

import java.util.Arrays;

/** Tables of places, with entries behind the last one, so that no tile asks whether it is the last. */
final class Tables {
    private Tables() {}

    /** The table with its last entry repeated until its length is a multiple of a tile's. */
    static int[] padded(int[] table, int tile) {
        int[] padded = Arrays.copyOf(table, (table.length + tile - 1) / tile * tile);
        Arrays.fill(padded, table.length, padded.length, table[table.length - 1]);
        return padded;
    }
}
