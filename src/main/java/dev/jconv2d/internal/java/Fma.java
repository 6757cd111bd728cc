package dev.jconv2d.internal.java;

/**
 * Whether this processor multiplies and adds at once. Where it does not, {@link Math#fma(float, float, float)} computes by decimal
 * arithmetic, a thousand times slower than a product and a sum.
 */
public final class Fma {
    /** Far above what the instruction takes, interpreted and on a slow processor, and far below what decimals take. */
    private static final long NANOS_A_CALL = 300;

    private static final int TRIES = 50;
    private static final int CALLS = 20;

    /** Known before anything is compiled, so that the compiler sees a constant. */
    public static final boolean IN_HARDWARE = leastNanos() < NANOS_A_CALL * CALLS;

    private Fma() {}

    /** {@code a * b + c}, rounded once where the processor can. */
    static float of(float a, float b, float c) {
        return IN_HARDWARE ? Math.fma(a, b, c) : a * b + c;
    }

    /** The least of some tries, or the first that is short: the others may be disturbed by chance. */
    private static long leastNanos() {
        long least = Long.MAX_VALUE;
        float sum = 0.1f;
        for (int i = 0; i < TRIES && least >= NANOS_A_CALL * CALLS; i++) {
            long begin = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                sum = Math.fma(sum, 0.7f, 0.3f);
            }
            least = Math.min(least, System.nanoTime() - begin);
        }
        // The sum tends to 1; were it not used, nothing would need to be computed.
        return sum > 2 ? Long.MAX_VALUE : least;
    }
}
