package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.results.Median;
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
        double unit = baseline == null ? Double.NaN : Median.of(baseline.nanos());
        return String.format(Locale.ROOT, "%s/%s %.4g us:", result.group(), result.name(), unit / 1e3)
                + result.measurements().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(Results.BASELINE))
                        .map(entry -> " " + entry.getKey() + " " + cell(entry.getValue(), unit))
                        .collect(Collectors.joining());
    }

    private static String cell(Measurement measurement, double unit) {
        return switch (measurement.outcome()) {
            case TIMED -> String.format(Locale.ROOT, "%.2f", Median.of(measurement.nanos()) / unit);
            case SLOW -> String.format(Locale.ROOT, "~%.0f", Median.of(measurement.nanos()) / unit);
            default -> measurement.outcome().toString();
        };
    }
}
