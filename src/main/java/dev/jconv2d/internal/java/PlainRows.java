package dev.jconv2d.internal.java;

import java.util.Arrays;

/**
 * Sums of rows, in loops that the JIT compiler turns into vector instructions by itself. It does so only if every array is
 * indexed by the loop's variable alone, if the body is small (JDK 17 gives up beyond two rows by three factors), and if the loop stands where
 * it was written ({@link #multiply}). So operands are first copied to where arrays begin, which costs little where each is used
 * often, and there is no loop for the rest of the factors: a rest is filled up with zeros.
 */
final class PlainRows {
    /** Floats of a row. Five rows stay in the first cache. */
    static final int LENGTH = 512;

    /** Rows that are added to at a time; there may be so many more behind the last. */
    static final int ROWS = Runtime.version().feature() >= 25 ? 4 : 2;

    /** Factors at a time. */
    static final int FACTORS = ROWS == 4 ? 4 : 3;

    /** Factors of a call, at most: their rows, with those that they are added to, stay in the second cache. */
    static final int MOST_FACTORS = 48;

    /** Factors of as many rows as are added to at a time. */
    static final int VALUES = ROWS * MOST_FACTORS;

    /** A row of zeros: nobody writes to it. */
    static final float[] ZEROS = new float[LENGTH];

    /** As a factor of a zero it leaves every sum as it is, those of minus zero too. */
    private static final float NOTHING = -0f;

    /** A row of them. */
    static final float[] NOTHINGS = filled(NOTHING);

    private PlainRows() {}

    /** Rows with those of zeros behind them that {@link #add} wants. */
    static float[][] completed(float[][] rows) {
        float[][] completed = Arrays.copyOf(rows, Cut.parts(rows.length, FACTORS) * FACTORS);
        Arrays.fill(completed, rows.length, completed.length, ZEROS);
        return completed;
    }

    private static float[] filled(float value) {
        float[] row = new float[LENGTH];
        Arrays.fill(row, value);
        return row;
    }

    /**
     * New rows of at least so many floats. With their headers of 16 bytes they take whole cache lines, so that rows made
     * together lie alike in them, and a loop that is aligned for one row is so for all: a fifth of its time.
     */
    static float[][] allocate(int count, int length) {
        return new float[count][Math.addExact(length, 3) / 16 * 16 + 12];
    }

    /**
     * Adds products of factors and rows: {@code to[t + i] += factors[begins[b + i] + steps[k]] * from[k - shift]}. Rows of {@code from}
     * come in whole {@link #FACTORS}: those behind the last are zeros.
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
     * @param last the one after the last k, at most {@link #MOST_FACTORS} later
     * @param n floats of a row that count; some hundreds are best
     * @param values {@link #VALUES} floats to work with
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
            int n,
            float[] values) {
        int whole = Cut.parts(last - first, FACTORS) * FACTORS;
        for (int i = 0; i < count; i += ROWS) {
            for (int row = 0; row < ROWS; row++) {
                // Behind the last row stand some that nobody reads, with its factors.
                int begin = base + begins[b + Math.min(i + row, count - 1)];
                collect(factors, begin, steps, first, last, values, row * MOST_FACTORS);
                Arrays.fill(values, row * MOST_FACTORS + last - first, row * MOST_FACTORS + whole, NOTHING);
            }
            addTile(to, t + i, values, from, first - shift, whole, n);
        }
    }

    /** The factors of a row, side by side. */
    private static void collect(float[] factors, int begin, int[] steps, int first, int last, float[] values, int at) {
        for (int k = first; k < last; k++) {
            values[at + k - first] = factors[begin + steps[k]];
        }
    }

    /** Where a JVM takes fewer rows or factors at a time than four, it is given the last ones again, and passes them over. */
    private static void addTile(float[][] to, int t, float[] values, float[][] from, int first, int count, int n) {
        float[] to0 = to[t];
        float[] to1 = to[t + 1];
        float[] to2 = to[t + ROWS - 2];
        float[] to3 = to[t + ROWS - 1];
        for (int k = 0; k < count; k += FACTORS) {
            int l = MOST_FACTORS + k;
            int m = (ROWS - 2) * MOST_FACTORS + k;
            int o = (ROWS - 1) * MOST_FACTORS + k;
            int end = FACTORS - 1;
            multiply(
                    to0,
                    to1,
                    to2,
                    to3,
                    from[first + k],
                    from[first + k + 1],
                    from[first + k + 2],
                    from[first + k + end],
                    values[k],
                    values[k + 1],
                    values[k + 2],
                    values[k + end],
                    values[l],
                    values[l + 1],
                    values[l + 2],
                    values[l + end],
                    values[m],
                    values[m + 1],
                    values[m + 2],
                    values[m + end],
                    values[o],
                    values[o + 1],
                    values[o + 2],
                    values[o + end],
                    ROWS == 4 ? 0 : n,
                    ROWS == 4 ? n : 0);
        }
    }

    /**
     * Two loops, of which a JVM has one and the other's limit is 0. Put into the loop of their caller by the JIT compiler, they would be
     * four times slower, for then it makes no vectors of them; so they stand here together, as it leaves methods
     * of more than 325 bytes of code where they are. Nor may a condition that is constant come before them.
     */
    private static void multiply(
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
            int two,
            int four) {
        if (two < 0 || four < 0 || (two > 0 && four > 0)) {
            throw new IllegalArgumentException("one loop of at least 0 floats, and not " + two + " and " + four);
        }
        for (int i = 0; i < two; i++) {
            float x0 = from0[i];
            float x1 = from1[i];
            float x2 = from2[i];
            to0[i] = Fma.of(a2, x2, Fma.of(a1, x1, Fma.of(a0, x0, to0[i])));
            to1[i] = Fma.of(b2, x2, Fma.of(b1, x1, Fma.of(b0, x0, to1[i])));
        }
        for (int i = 0; i < four; i++) {
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

    /** Products of rows with rows, place by place, and an addend; it may be the row that takes the sums. */
    static void addProducts(
            float[] to, float[] addend, float[] a0, float[] b0, float[] a1, float[] b1, float[] a2, float[] b2, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Fma.of(a2[i], b2[i], Fma.of(a1[i], b1[i], Fma.of(a0[i], b0[i], addend[i])));
        }
    }
}
