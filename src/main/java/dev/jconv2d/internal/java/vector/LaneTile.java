package dev.jconv2d.internal.java.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of eight vectors of outputs, for which whole vectors of the window lie side by side. */
final class LaneTile {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Vectors at a time. */
    static final int VECTORS = 8;

    private LaneTile() {}

    /**
     * Writes the sums.
     *
     * @param window what is summed up
     * @param base where in it the vectors' places count from
     * @param places where each vector's window begins
     * @param first the first vector
     * @param taps where each tap is, from there
     * @param weights for each tap a vector
     * @param bias a vector
     * @param sums takes the sums
     * @param to where in it the vectors' targets count from
     * @param targets where each vector's sums go
     */
    static void run(
            float[] window,
            int base,
            int[] places,
            int first,
            int[] taps,
            float[] weights,
            float[] bias,
            float[] sums,
            int to,
            int[] targets) {
        int lanes = SPECIES.length();
        int p0 = base + places[first];
        int p1 = base + places[first + 1];
        int p2 = base + places[first + 2];
        int p3 = base + places[first + 3];
        int p4 = base + places[first + 4];
        int p5 = base + places[first + 5];
        int p6 = base + places[first + 6];
        int p7 = base + places[first + 7];
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int tap = 0; tap < taps.length; tap++) {
            int place = taps[tap];
            FloatVector w = FloatVector.fromArray(SPECIES, weights, tap * lanes);
            s0 = Vectors.add(FloatVector.fromArray(SPECIES, window, p0 + place), w, s0);
            s1 = Vectors.add(FloatVector.fromArray(SPECIES, window, p1 + place), w, s1);
            s2 = Vectors.add(FloatVector.fromArray(SPECIES, window, p2 + place), w, s2);
            s3 = Vectors.add(FloatVector.fromArray(SPECIES, window, p3 + place), w, s3);
            s4 = Vectors.add(FloatVector.fromArray(SPECIES, window, p4 + place), w, s4);
            s5 = Vectors.add(FloatVector.fromArray(SPECIES, window, p5 + place), w, s5);
            s6 = Vectors.add(FloatVector.fromArray(SPECIES, window, p6 + place), w, s6);
            s7 = Vectors.add(FloatVector.fromArray(SPECIES, window, p7 + place), w, s7);
        }
        s0.intoArray(sums, to + targets[first]);
        s1.intoArray(sums, to + targets[first + 1]);
        s2.intoArray(sums, to + targets[first + 2]);
        s3.intoArray(sums, to + targets[first + 3]);
        s4.intoArray(sums, to + targets[first + 4]);
        s5.intoArray(sums, to + targets[first + 5]);
        s6.intoArray(sums, to + targets[first + 6]);
        s7.intoArray(sums, to + targets[first + 7]);
    }
}
