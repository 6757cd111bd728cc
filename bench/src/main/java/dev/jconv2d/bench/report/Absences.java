package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which layers have no time with which engine, and why. */
final class Absences {
    /** A note may hold a whole stack of causes. */
    private static final int NOTE_LENGTH = 200;

    private Absences() {}

    /** A list in markdown: a line for each reason, in the order of the engines; empty if all have times. */
    static String of(Overview overview) {
        StringBuilder text = new StringBuilder();
        for (String engine : overview.engines()) {
            layersByReason(overview, engine).forEach((reason, layers) -> text.append("- ")
                    .append(overview.label(engine))
                    .append(" ")
                    .append(reason)
                    .append(": ")
                    .append(String.join(", ", layers))
                    .append("\n"));
        }
        return text.toString();
    }

    private static Map<String, Set<String>> layersByReason(Overview overview, String engine) {
        Map<String, Set<String>> layers = new LinkedHashMap<>();
        for (Comparison comparison : overview.results().comparisons()) {
            for (LayerResult layer : comparison.layers()) {
                Measurement measurement = layer.measurements().get(engine);
                if (measurement != null && !Statistics.hasTime(layer, engine)) {
                    String reason = "**" + RatioCell.word(measurement.outcome()) + "**" + note(measurement.note());
                    layers.computeIfAbsent(reason, key -> new LinkedHashSet<>())
                            .add(Names.title(layer.group()) + " " + layer.name() + " b" + comparison.batch());
                }
            }
        }
        return layers;
    }

    private static String note(String note) {
        String line = note.strip().replaceAll("\\s+", " ").replace("`", "'");
        String brief = line.length() <= NOTE_LENGTH ? line : line.substring(0, NOTE_LENGTH) + "…";
        return brief.isEmpty() ? "" : " (`" + brief + "`)";
    }
}
