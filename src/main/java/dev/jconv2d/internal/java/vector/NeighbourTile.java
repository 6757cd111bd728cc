package dev.jconv2d.internal.java.vector;

import dev.jconv2d.internal.java.Window;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of eight vectors of outputs that are neighbours along an axis with three taps, a tap apart: what one reads at its second tap,
 * the next reads at its first. So each vector of the window is loaded once and not three times.
 */
final class NeighbourTile {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Vectors at a time. */
    static final int VECTORS = Window.NEIGHBOURS;

    private NeighbourTile() {}

    /**
     * Writes the sums.
     *
     * @param window what is summed up
     * @param at where in it the first vector's window begins
     * @param step places to the next vector's, and to the next tap
     * @param taps where the first of each three taps is, from there
     * @param weights vectors of weights
     * @param first where the vector for the first of each three taps is
     * @param next floats from there to the next tap's
     * @param bias a vector
     * @param sums takes the sums
     * @param to where the first vector's go
     * @param pitch floats to where the next one's go
     */
    static void run(
            float[] window,
            int at,
            int step,
            int[] taps,
            float[] weights,
            int[] first,
            int next,
            float[] bias,
            float[] sums,
            int to,
            int pitch) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int tap = 0; tap < taps.length; tap++) {
            int place = at + taps[tap];
            int weight = first[tap];
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weight);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weight + next);
            FloatVector w2 = FloatVector.fromArray(SPECIES, weights, weight + 2 * next);
            FloatVector x0 = FloatVector.fromArray(SPECIES, window, place);
            s0 = Vectors.add(x0, w0, s0);
            FloatVector x1 = FloatVector.fromArray(SPECIES, window, place + step);
            s1 = Vectors.add(x1, w0, s1);
            s0 = Vectors.add(x1, w1, s0);
            FloatVector x2 = FloatVector.fromArray(SPECIES, window, place + 2 * step);
            s2 = Vectors.add(x2, w0, s2);
            s1 = Vectors.add(x2, w1, s1);
            s0 = Vectors.add(x2, w2, s0);
            FloatVector x3 = FloatVector.fromArray(SPECIES, window, place + 3 * step);
            s3 = Vectors.add(x3, w0, s3);
            s2 = Vectors.add(x3, w1, s2);
            s1 = Vectors.add(x3, w2, s1);
            FloatVector x4 = FloatVector.fromArray(SPECIES, window, place + 4 * step);
            s4 = Vectors.add(x4, w0, s4);
            s3 = Vectors.add(x4, w1, s3);
            s2 = Vectors.add(x4, w2, s2);
            FloatVector x5 = FloatVector.fromArray(SPECIES, window, place + 5 * step);
            s5 = Vectors.add(x5, w0, s5);
            s4 = Vectors.add(x5, w1, s4);
            s3 = Vectors.add(x5, w2, s3);
            FloatVector x6 = FloatVector.fromArray(SPECIES, window, place + 6 * step);
            s6 = Vectors.add(x6, w0, s6);
            s5 = Vectors.add(x6, w1, s5);
            s4 = Vectors.add(x6, w2, s4);
            FloatVector x7 = FloatVector.fromArray(SPECIES, window, place + 7 * step);
            s7 = Vectors.add(x7, w0, s7);
            s6 = Vectors.add(x7, w1, s6);
            s5 = Vectors.add(x7, w2, s5);
            FloatVector x8 = FloatVector.fromArray(SPECIES, window, place + 8 * step);
            s7 = Vectors.add(x8, w1, s7);
            s6 = Vectors.add(x8, w2, s6);
            FloatVector x9 = FloatVector.fromArray(SPECIES, window, place + 9 * step);
            s7 = Vectors.add(x9, w2, s7);
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + pitch);
        s2.intoArray(sums, to + 2 * pitch);
        s3.intoArray(sums, to + 3 * pitch);
        s4.intoArray(sums, to + 4 * pitch);
        s5.intoArray(sums, to + 5 * pitch);
        s6.intoArray(sums, to + 6 * pitch);
        s7.intoArray(sums, to + 7 * pitch);
    }
}
