package dev.jconv2d.internal.java.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of eight pixels for one vector of output channels, for units that are too narrow for {@link Tile4x2}. */
final class Tile8x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    static final int PIXELS = 8;
    static final int CHANNELS = SPECIES.length();

    private Tile8x1() {}

    /**
     * Writes the sums.
     *
     * @param window what is summed up
     * @param base where in it the pixels' places count from
     * @param pixels where each pixel's window begins
     * @param first the first of the eight
     * @param taps where each tap is, from there
     * @param weights for each tap {@link #CHANNELS}
     * @param bias of as many
     * @param sums takes the sums
     * @param to where those of the first pixel go
     * @param pitch floats to where the next one's go
     */
    static void run(
            float[] window,
            int base,
            int[] pixels,
            int first,
            int[] taps,
            float[] weights,
            float[] bias,
            float[] sums,
            int to,
            int pitch) {
        int p0 = base + pixels[first];
        int p1 = base + pixels[first + 1];
        int p2 = base + pixels[first + 2];
        int p3 = base + pixels[first + 3];
        int p4 = base + pixels[first + 4];
        int p5 = base + pixels[first + 5];
        int p6 = base + pixels[first + 6];
        int p7 = base + pixels[first + 7];
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
            FloatVector w = FloatVector.fromArray(SPECIES, weights, tap * CHANNELS);
            s0 = Vectors.add(FloatVector.broadcast(SPECIES, window[p0 + place]), w, s0);
            s1 = Vectors.add(FloatVector.broadcast(SPECIES, window[p1 + place]), w, s1);
            s2 = Vectors.add(FloatVector.broadcast(SPECIES, window[p2 + place]), w, s2);
            s3 = Vectors.add(FloatVector.broadcast(SPECIES, window[p3 + place]), w, s3);
            s4 = Vectors.add(FloatVector.broadcast(SPECIES, window[p4 + place]), w, s4);
            s5 = Vectors.add(FloatVector.broadcast(SPECIES, window[p5 + place]), w, s5);
            s6 = Vectors.add(FloatVector.broadcast(SPECIES, window[p6 + place]), w, s6);
            s7 = Vectors.add(FloatVector.broadcast(SPECIES, window[p7 + place]), w, s7);
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
