package dev.jconv2d.internal.java;

/**
 * Sums of rows, in loops that the JIT compiler turns into vector instructions by itself. It does so only if every array is
 * indexed by the loop's variable alone, and if the body is small: JDK 17 gives up beyond two rows by three factors, and where the
 * same loop stands there twice, it gives up on one of them. So operands are first copied to where arrays begin, which
 * costs little where each is used often.
 */
final class PlainRows {
    /** Floats of a row. Five rows stay in the first cache. */
    static final int LENGTH = 512;

    /** Rows that are added to at a time; there may be so many more behind the last. */
    static final int ROWS = Runtime.version().feature() >= 25 ? 4 : 2;

    /** Factors at a time. */
    private static final int FACTORS = ROWS == 4 ? 4 : 3;

    private PlainRows() {}

    /**
     * New rows of at least so many floats. With their headers of 16 bytes they take whole cache lines, so that rows made
     * together lie alike in them, and a loop that is aligned for one row is so for all: a fifth of its time.
     */
    static float[][] allocate(int count, int length) {
        return new float[count][Math.addExact(length, 3) / 16 * 16 + 12];
    }

    /**
     * Adds products of factors and rows: {@code to[t + i] += factors[begins[b + i] + steps[k]] * from[k - shift]}.
     *
     * @param to rows that are added to; up to {@link #ROWS} - 1 behind the last are written too
     * @param t the first
     * @param count how many
     * @param factors what each row is multiplied with
     * @param base where the factors count from
     * @param begins where each row's factors begin, from there
     * @param b the place of the first row's
     * @param steps where each factor is, from there
     * @param from rows that are multiplied
     * @param shift the k of the first of them
     * @param first the first k
     * @param last the one after the last k
     * @param n floats of a row that count; some hundreds are best
     */
    static void add(
            float[][] to,
            int t,
            int count,
            float[] factors,
            int base,
            int[] begins,
            int b,
            int[] steps,
            float[][] from,
            int shift,
            int first,
            int last,
            int n) {
        for (int i = 0; i < count; i += ROWS) {
            // Behind the last row stand some that nobody reads, with its factors.
            int f0 = base + begins[b + i];
            int f1 = base + begins[b + Math.min(i + 1, count - 1)];
            if (ROWS == 4) {
                int f2 = base + begins[b + Math.min(i + 2, count - 1)];
                int f3 = base + begins[b + Math.min(i + 3, count - 1)];
                addFour(to, t + i, factors, f0, f1, f2, f3, steps, from, shift, first, last, n);
            } else {
                addTwo(to, t + i, factors, f0, f1, steps, from, shift, first, last, n);
            }
        }
    }

    private static void addTwo(
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
        for (; k + FACTORS <= last; k += FACTORS) {
            int s0 = steps[k];
            int s1 = steps[k + 1];
            int s2 = steps[k + 2];
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
        for (; k < last; k++) {
            add2x1(to0, to1, from[k - shift], factors[f0 + steps[k]], factors[f1 + steps[k]], n);
        }
    }

    private static void addFour(
            float[][] to,
            int t,
            float[] factors,
            int f0,
            int f1,
            int f2,
            int f3,
            int[] steps,
            float[][] from,
            int shift,
            int first,
            int last,
            int n) {
        float[] to0 = to[t];
        float[] to1 = to[t + 1];
        float[] to2 = to[t + 2];
        float[] to3 = to[t + 3];
        int k = first;
        for (; k + FACTORS <= last; k += FACTORS) {
            int s0 = steps[k];
            int s1 = steps[k + 1];
            int s2 = steps[k + 2];
            int s3 = steps[k + 3];
            add4x4(
                    to0,
                    to1,
                    to2,
                    to3,
                    from[k - shift],
                    from[k - shift + 1],
                    from[k - shift + 2],
                    from[k - shift + 3],
                    factors[f0 + s0],
                    factors[f0 + s1],
                    factors[f0 + s2],
                    factors[f0 + s3],
                    factors[f1 + s0],
                    factors[f1 + s1],
                    factors[f1 + s2],
                    factors[f1 + s3],
                    factors[f2 + s0],
                    factors[f2 + s1],
                    factors[f2 + s2],
                    factors[f2 + s3],
                    factors[f3 + s0],
                    factors[f3 + s1],
                    factors[f3 + s2],
                    factors[f3 + s3],
                    n);
        }
        for (; k < last; k++) {
            int step = steps[k];
            add2x1(to0, to1, from[k - shift], factors[f0 + step], factors[f1 + step], n);
            add2x1(to2, to3, from[k - shift], factors[f2 + step], factors[f3 + step], n);
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

    private static void add4x4(
            float[] to0,
            float[] to1,
            float[] to2,
            float[] to3,
            float[] from0,
            float[] from1,
            float[] from2,
            float[] from3,
            float a0,
            float a1,
            float a2,
            float a3,
            float b0,
            float b1,
            float b2,
            float b3,
            float c0,
            float c1,
            float c2,
            float c3,
            float d0,
            float d1,
            float d2,
            float d3,
            int n) {
        for (int i = 0; i < n; i++) {
            float x0 = from0[i];
            float x1 = from1[i];
            float x2 = from2[i];
            float x3 = from3[i];
            to0[i] = Fma.of(a3, x3, Fma.of(a2, x2, Fma.of(a1, x1, Fma.of(a0, x0, to0[i]))));
            to1[i] = Fma.of(b3, x3, Fma.of(b2, x2, Fma.of(b1, x1, Fma.of(b0, x0, to1[i]))));
            to2[i] = Fma.of(c3, x3, Fma.of(c2, x2, Fma.of(c1, x1, Fma.of(c0, x0, to2[i]))));
            to3[i] = Fma.of(d3, x3, Fma.of(d2, x2, Fma.of(d1, x1, Fma.of(d0, x0, to3[i]))));
        }
    }

    private static void add2x1(float[] to0, float[] to1, float[] from, float a, float b, int n) {
        for (int i = 0; i < n; i++) {
            to0[i] = Fma.of(a, from[i], to0[i]);
            to1[i] = Fma.of(b, from[i], to1[i]);
        }
    }

    /** Products of rows with rows, place by place, and an addend; it may be the row that takes the sums. */
    static void addProducts(
            float[] to, float[] addend, float[] a0, float[] b0, float[] a1, float[] b1, float[] a2, float[] b2, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Fma.of(a2[i], b2[i], Fma.of(a1[i], b1[i], Fma.of(a0[i], b0[i], addend[i])));
        }
    }

    /** As {@link #addProducts}, of two rows. */
    static void addProduct(float[] to, float[] addend, float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Fma.of(a[i], b[i], addend[i]);
        }
    }
}
