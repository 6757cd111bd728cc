package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import java.util.Locale;
import java.util.stream.Collectors;

/** A layer's result in a line, for whoever watches. */
final class ProgressLine {
    private ProgressLine() {}

    static String of(LayerResult result) {
        Measurement baseline = result.measurements().get(Results.BASELINE);
        double unit = baseline == null ? Double.NaN : median(baseline);
        return String.format(Locale.ROOT, "%s/%s %.4g us:", result.group(), result.name(), unit / 1e3)
                + result.measurements().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(Results.BASELINE))
                        .map(entry -> " " + entry.getKey() + " " + cell(entry.getValue(), unit))
                        .collect(Collectors.joining());
    }

    private static String cell(Measurement measurement, double unit) {
        return switch (measurement.outcome()) {
            case TIMED -> String.format(Locale.ROOT, "%.2f", median(measurement) / unit);
            case SLOW -> String.format(Locale.ROOT, "~%.0f", median(measurement) / unit);
            default -> measurement.outcome().toString();
        };
    }

    private static double median(Measurement measurement) {
        double[] sorted = measurement.nanos().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int count = sorted.length;
        return count == 0 ? Double.NaN : (sorted[count / 2] + sorted[(count - 1) / 2]) / 2;
    }
}
