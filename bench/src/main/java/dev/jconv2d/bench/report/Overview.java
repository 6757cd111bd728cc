package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.List;

/** Results, and what is to be found in them. */
record Overview(Results results) {

    /** All that were on some layer, in the order in which they were run. */
    List<String> engines() {
        return results.comparisons().stream()
                .flatMap(comparison -> engines(comparison).stream())
                .distinct()
                .toList();
    }

    static List<String> engines(Comparison comparison) {
        return comparison.layers().stream()
                .flatMap(layer -> layer.measurements().keySet().stream())
                .distinct()
                .toList();
    }

    String label(String engine) {
        return switch (engine) {
            case Results.CONTROL -> results.labels().getOrDefault(engine, "the baseline again");
            case Results.FIRST_CHOICE_CONTROL -> label(Results.FIRST_CHOICE) + ", again";
            default -> results.labels().getOrDefault(engine, engine);
        };
    }

    /** Those of one caller with all cores, which is how most programs compute. */
    List<Comparison> main() {
        return results.comparisons().stream().filter(this::isMain).toList();
    }

    boolean isMain(Comparison comparison) {
        return comparison.callers() == 1
                && comparison.threads() == results.machine().cores();
    }

    /** Without those that grow. */
    static List<String> groups(Comparison comparison) {
        return comparison.layers().stream()
                .map(LayerResult::group)
                .filter(group -> !Names.isScaling(group))
                .distinct()
                .toList();
    }

    static List<LayerResult> layers(Comparison comparison, String group) {
        return comparison.layers().stream()
                .filter(layer -> layer.group().equals(group))
                .toList();
    }

    static String title(Comparison comparison) {
        return "batch " + comparison.batch() + ", " + count(comparison.callers(), "caller") + " with "
                + count(comparison.threads(), "thread") + (comparison.callers() == 1 ? "" : " each");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
