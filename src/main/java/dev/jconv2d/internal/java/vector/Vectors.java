package dev.jconv2d.internal.java.vector;

import dev.jconv2d.internal.java.Fma;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** What all tiles do, and the tables that they read places from. */
final class Vectors {
    private Vectors() {}

    /** {@code x * w + sum}, rounded once where the processor can. */
    static FloatVector add(FloatVector x, FloatVector w, FloatVector sum) {
        return Fma.IN_HARDWARE ? x.fma(w, sum) : x.mul(w).add(sum);
    }

    /** The table with its last entry repeated until its length is a multiple of a tile's, so that no tile asks whether it is the last. */
    static int[] padded(int[] table, int tile) {
        int[] padded = Arrays.copyOf(table, (table.length + tile - 1) / tile * tile);
        Arrays.fill(padded, table.length, padded.length, table[table.length - 1]);
        return padded;
    }
}
