package dev.jconv2d.internal.java.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of six pixels for two vectors of output channels. They stay in registers over all taps; a loop over them would not
 * keep them there, so each is spelled out.
 */
final class Tile6x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    static final int PIXELS = 6;
    static final int CHANNELS = 2 * SPECIES.length();

    private Tile6x2() {}

    /** As {@link VectorProduct.Tile#run}. */
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
        int lanes = SPECIES.length();
        int p0 = base + pixels[first];
        int p1 = base + pixels[first + 1];
        int p2 = base + pixels[first + 2];
        int p3 = base + pixels[first + 3];
        int p4 = base + pixels[first + 4];
        int p5 = base + pixels[first + 5];
        FloatVector s00 = FloatVector.fromArray(SPECIES, bias, 0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, bias, lanes);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        FloatVector s40 = s00;
        FloatVector s41 = s01;
        FloatVector s50 = s00;
        FloatVector s51 = s01;
        for (int tap = 0; tap < taps.length; tap++) {
            int place = taps[tap];
            int weight = tap * CHANNELS;
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weight);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weight + lanes);
            FloatVector x0 = FloatVector.broadcast(SPECIES, window[p0 + place]);
            s00 = Vectors.add(x0, w0, s00);
            s01 = Vectors.add(x0, w1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, window[p1 + place]);
            s10 = Vectors.add(x1, w0, s10);
            s11 = Vectors.add(x1, w1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, window[p2 + place]);
            s20 = Vectors.add(x2, w0, s20);
            s21 = Vectors.add(x2, w1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, window[p3 + place]);
            s30 = Vectors.add(x3, w0, s30);
            s31 = Vectors.add(x3, w1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, window[p4 + place]);
            s40 = Vectors.add(x4, w0, s40);
            s41 = Vectors.add(x4, w1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, window[p5 + place]);
            s50 = Vectors.add(x5, w0, s50);
            s51 = Vectors.add(x5, w1, s51);
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + lanes);
        s10.intoArray(sums, to + pitch);
        s11.intoArray(sums, to + pitch + lanes);
        s20.intoArray(sums, to + 2 * pitch);
        s21.intoArray(sums, to + 2 * pitch + lanes);
        s30.intoArray(sums, to + 3 * pitch);
        s31.intoArray(sums, to + 3 * pitch + lanes);
        s40.intoArray(sums, to + 4 * pitch);
        s41.intoArray(sums, to + 4 * pitch + lanes);
        s50.intoArray(sums, to + 5 * pitch);
        s51.intoArray(sums, to + 5 * pitch + lanes);
    }
}
