package dev.jconv2d.internal.java.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of four pixels for four vectors of output channels. They stay in registers over all taps; a loop over them would
 * not keep them there, so each is spelled out. Larger tiles are a little faster at best, but often the JIT compiler runs out of
 * registers over them, as the profile has it, and they take three times as long.
 */
final class Tile4x4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    static final int PIXELS = 4;
    static final int CHANNELS = 4 * SPECIES.length();

    private Tile4x4() {}

    /**
     * Writes the sums.
     *
     * @param window what is summed up
     * @param base where in it the pixels' places count from
     * @param pixels where each pixel's window begins
     * @param first the first of the four
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
        int lanes = SPECIES.length();
        int p0 = base + pixels[first];
        int p1 = base + pixels[first + 1];
        int p2 = base + pixels[first + 2];
        int p3 = base + pixels[first + 3];
        FloatVector s00 = FloatVector.fromArray(SPECIES, bias, 0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, bias, lanes);
        FloatVector s02 = FloatVector.fromArray(SPECIES, bias, 2 * lanes);
        FloatVector s03 = FloatVector.fromArray(SPECIES, bias, 3 * lanes);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s12 = s02;
        FloatVector s13 = s03;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s22 = s02;
        FloatVector s23 = s03;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        FloatVector s32 = s02;
        FloatVector s33 = s03;
        for (int tap = 0; tap < taps.length; tap++) {
            int place = taps[tap];
            int weight = tap * CHANNELS;
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weight);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weight + lanes);
            FloatVector w2 = FloatVector.fromArray(SPECIES, weights, weight + 2 * lanes);
            FloatVector w3 = FloatVector.fromArray(SPECIES, weights, weight + 3 * lanes);
            FloatVector x0 = FloatVector.broadcast(SPECIES, window[p0 + place]);
            s00 = Vectors.add(x0, w0, s00);
            s01 = Vectors.add(x0, w1, s01);
            s02 = Vectors.add(x0, w2, s02);
            s03 = Vectors.add(x0, w3, s03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, window[p1 + place]);
            s10 = Vectors.add(x1, w0, s10);
            s11 = Vectors.add(x1, w1, s11);
            s12 = Vectors.add(x1, w2, s12);
            s13 = Vectors.add(x1, w3, s13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, window[p2 + place]);
            s20 = Vectors.add(x2, w0, s20);
            s21 = Vectors.add(x2, w1, s21);
            s22 = Vectors.add(x2, w2, s22);
            s23 = Vectors.add(x2, w3, s23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, window[p3 + place]);
            s30 = Vectors.add(x3, w0, s30);
            s31 = Vectors.add(x3, w1, s31);
            s32 = Vectors.add(x3, w2, s32);
            s33 = Vectors.add(x3, w3, s33);
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + lanes);
        s02.intoArray(sums, to + 2 * lanes);
        s03.intoArray(sums, to + 3 * lanes);
        s10.intoArray(sums, to + pitch);
        s11.intoArray(sums, to + pitch + lanes);
        s12.intoArray(sums, to + pitch + 2 * lanes);
        s13.intoArray(sums, to + pitch + 3 * lanes);
        s20.intoArray(sums, to + 2 * pitch);
        s21.intoArray(sums, to + 2 * pitch + lanes);
        s22.intoArray(sums, to + 2 * pitch + 2 * lanes);
        s23.intoArray(sums, to + 2 * pitch + 3 * lanes);
        s30.intoArray(sums, to + 3 * pitch);
        s31.intoArray(sums, to + 3 * pitch + lanes);
        s32.intoArray(sums, to + 3 * pitch + 2 * lanes);
        s33.intoArray(sums, to + 3 * pitch + 3 * lanes);
    }
}
