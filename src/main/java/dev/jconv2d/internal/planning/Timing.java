package dev.jconv2d.internal.planning;

/**
 * What is known of a candidate.
 *
 * @param candidate its spelling
 * @param nanos the median time of a run; NaN if there is none
 * @param note why there is no time, or what else is to be said; may be empty
 */
public record Timing(String candidate, double nanos, String note) {
    /** A candidate that was not timed. */
    public static Timing none(String candidate, String note) {
        return new Timing(candidate, Double.NaN, note);
    }
}
