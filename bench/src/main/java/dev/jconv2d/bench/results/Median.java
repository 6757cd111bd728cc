package dev.jconv2d.bench.results;

import java.util.Arrays;
import java.util.List;

/** The middle of some numbers; of an even count, the mean of the two in the middle. */
public final class Median {
    private Median() {}

    public static double of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Not a number for no values. */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
