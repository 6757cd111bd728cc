package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Outcome;
import java.util.SortedMap;

/**
 * An engine's time by another's, for one layer or several.
 *
 * @param value the geometric mean over the layers of the median over the rounds; not a number if no layer counts
 * @param rounds the geometric mean over the layers, round by round
 * @param control the same of the engine that stands at 1 by itself, or of the baseline if that has no control, on the same layers
 * @param once whether a layer was timed once only
 * @param layers that count: both engines have a time
 * @param of layers for which the other engine has a time
 * @param absent what became of those that do not count, with how many; without those that were not tried
 */
record Ratio(
        double value,
        Range rounds,
        Range control,
        boolean once,
        int layers,
        int of,
        SortedMap<Outcome, Integer> absent) {

    boolean exists() {
        return layers > 0;
    }

    /** The value, or 1 where no difference can be told. */
    double shown() {
        return level() ? 1 : value;
    }

    /**
     * Whether the measurements tell no difference: it is not greater than what the control shows between equals, or the
     * engine's own rounds lie on both sides of 1.
     */
    boolean level() {
        double factor = Math.max(value, 1 / value);
        return exists() && (factor <= control.factor() || rounds.contains(1));
    }
}
