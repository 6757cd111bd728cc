package dev.jconv2d.internal;

/** The error function, which Java's library lacks. */
public final class Erf {
    /** Beyond this it is 1 to the last bit of a double. */
    private static final double SATURATED = 6;

    private Erf() {}

    /** erf(x), to a few units in the last place. */
    public static double erf(double x) {
        if (Double.isNaN(x) || Math.abs(x) >= SATURATED) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        // 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... (2n+1)): all terms have one sign, so none
        // cancel.
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 0x1p-54; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
