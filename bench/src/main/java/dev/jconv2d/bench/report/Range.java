package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Median;
import java.util.Arrays;

/**
 * Where the rounds of a ratio lie. Of five rounds or more the third that lies farthest from the median is left out: a
 * round in which the machine stalled says nothing about the engines, and would make everything equal. The median, which
 * is judged by this range, does not notice such rounds either; what remains spreads about twice as far as medians would
 * if all were measured again and again, so noise is not hidden: a machine that is unsteady in more than a third of the
 * rounds shows it.
 *
 * @param low the least
 * @param high the greatest
 */
record Range(double low, double high) {
    private static final int ENOUGH = 5;

    static final Range ONE = new Range(1, 1);

    static Range of(double[] rounds) {
        double[] sorted = sorted(rounds);
        double middle = Median.of(sorted);
        int first = 0;
        int last = sorted.length - 1;
        for (int left = sorted.length < ENOUGH ? 0 : sorted.length / 3; left > 0; left--) {
            if (sorted[last] / middle > middle / sorted[first]) {
                last--;
            } else {
                first++;
            }
        }
        return new Range(sorted[first], sorted[last]);
    }

    /** The greatest factor by which a round is off 1, at least 1. */
    double factor() {
        return Math.max(Math.max(high, 1 / low), 1);
    }

    Range including(double value) {
        return new Range(Math.min(low, value), Math.max(high, value));
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
