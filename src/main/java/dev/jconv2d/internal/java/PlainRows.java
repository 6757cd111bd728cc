package dev.jconv2d.internal.java;

/**
 * Sums of rows, in loops that the JIT compiler turns into vector instructions by itself. It does so only if every array is indexed by the
 * loop's variable alone, if the body is small (two rows by three factors, or JDK 17 gives up), and best
 * if the length is a constant. So operands are first copied to where arrays begin, which costs little where each is used often.
 */
final class PlainRows {
    /** Floats of a row. Five rows stay in the first cache. */
    static final int LENGTH = 512;

    /** Factors at a time. */
    private static final int STEP = 3;

    /** From here on a whole row takes less time than so many floats of it. */
    private static final int NEARLY_WHOLE = 360;

    private PlainRows() {}

    /** How many floats to compute if so many are wanted: rows are long enough for that. */
    static int rounded(int n) {
        return n < NEARLY_WHOLE ? n : LENGTH;
    }

    /**
     * Adds to two neighbouring rows the products of factors and rows: {@code to[t] += factors[f + steps[k]] * from[k - shift]}.
     *
     * @param to rows that are added to
     * @param t the first of the two
     * @param f0 where the factors of row {@code t} begin
     * @param f1 where those of the row after it do
     * @param steps where each factor is, from there
     * @param shift the k of the first row of {@code from}
     * @param first the first k
     * @param last the one after the last k
     * @param n floats of a row that count; {@link #LENGTH} is quickest
     */
    static void add(
            float[][] to,
            int t,
            float[] factors,
            int f0,
            int f1,
            int[] steps,
            float[][] from,
            int shift,
            int first,
            int last,
            int n) {
        float[] to0 = to[t];
        float[] to1 = to[t + 1];
        int k = first;
        for (; k + STEP <= last; k += STEP) {
            int s0 = steps[k];
            int s1 = steps[k + 1];
            int s2 = steps[k + 2];
            if (n == LENGTH) {
                add2x3Whole(
                        to0,
                        to1,
                        from[k - shift],
                        from[k - shift + 1],
                        from[k - shift + 2],
                        factors[f0 + s0],
                        factors[f0 + s1],
                        factors[f0 + s2],
                        factors[f1 + s0],
                        factors[f1 + s1],
                        factors[f1 + s2]);
            } else {
                add2x3(
                        to0,
                        to1,
                        from[k - shift],
                        from[k - shift + 1],
                        from[k - shift + 2],
                        factors[f0 + s0],
                        factors[f0 + s1],
                        factors[f0 + s2],
                        factors[f1 + s0],
                        factors[f1 + s1],
                        factors[f1 + s2],
                        n);
            }
        }
        for (; k < last; k++) {
            add2x1(to0, to1, from[k - shift], factors[f0 + steps[k]], factors[f1 + steps[k]], n);
        }
    }

    private static void add2x3Whole(
            float[] to0,
            float[] to1,
            float[] from0,
            float[] from1,
            float[] from2,
            float a0,
            float a1,
            float a2,
            float b0,
            float b1,
            float b2) {
        for (int i = 0; i < LENGTH; i++) {
            float x0 = from0[i];
            float x1 = from1[i];
            float x2 = from2[i];
            to0[i] = Fma.of(a2, x2, Fma.of(a1, x1, Fma.of(a0, x0, to0[i])));
            to1[i] = Fma.of(b2, x2, Fma.of(b1, x1, Fma.of(b0, x0, to1[i])));
        }
    }

    private static void add2x3(
            float[] to0,
            float[] to1,
            float[] from0,
            float[] from1,
            float[] from2,
            float a0,
            float a1,
            float a2,
            float b0,
            float b1,
            float b2,
            int n) {
        for (int i = 0; i < n; i++) {
            float x0 = from0[i];
            float x1 = from1[i];
            float x2 = from2[i];
            to0[i] = Fma.of(a2, x2, Fma.of(a1, x1, Fma.of(a0, x0, to0[i])));
            to1[i] = Fma.of(b2, x2, Fma.of(b1, x1, Fma.of(b0, x0, to1[i])));
        }
    }

    private static void add2x1(float[] to0, float[] to1, float[] from, float a, float b, int n) {
        for (int i = 0; i < n; i++) {
            to0[i] = Fma.of(a, from[i], to0[i]);
            to1[i] = Fma.of(b, from[i], to1[i]);
        }
    }

    /** Adds products of rows with rows, place by place. */
    static void addProducts(float[] to, float[] a0, float[] b0, float[] a1, float[] b1, float[] a2, float[] b2, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Fma.of(a2[i], b2[i], Fma.of(a1[i], b1[i], Fma.of(a0[i], b0[i], to[i])));
        }
    }

    /** Adds the products of two rows, place by place. */
    static void addProduct(float[] to, float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Fma.of(a[i], b[i], to[i]);
        }
    }
}
