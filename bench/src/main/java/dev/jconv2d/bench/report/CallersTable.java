package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much more several threads get done than one, each calling with one thread. */
final class CallersTable {
    private CallersTable() {}

    /** A table for each comparison with several such callers that has a counterpart with one; empty if there is none. */
    static String of(Overview overview) {
        StringBuilder text = new StringBuilder();
        for (Comparison several : overview.results().comparisons()) {
            if (several.threads() == 1 && several.callers() > 1) {
                alone(overview, several).ifPresent(one -> text.append(table(overview, one, several))
                        .append("\n"));
            }
        }
        return text.toString();
    }

    private static Optional<Comparison> alone(Overview overview, Comparison several) {
        return overview.results().comparisons().stream()
                .filter(one -> one.threads() == 1 && one.callers() == 1 && one.batch() == several.batch())
                .findFirst();
    }

    private static String table(Overview overview, Comparison one, Comparison several) {
        List<String> groups = Overview.groups(several);
        List<String> headings = new ArrayList<>();
        headings.add("calls a second: " + several.callers() + " callers / 1, batch " + several.batch());
        groups.forEach(group -> headings.add(Names.title(group)));
        MarkdownTable table = new MarkdownTable(headings);
        for (String engine :
                Overview.engines(several).stream().filter(Names::isRow).toList()) {
            List<String> cells = new ArrayList<>();
            for (String group : groups) {
                List<LayerResult> common = Overview.layers(several, group).stream()
                        .filter(layer -> !Double.isNaN(gain(one, layer, engine)))
                        .toList();
                cells.add(Numbers.amount(Statistics.geometricMean(common, layer -> gain(one, layer, engine))));
            }
            table.row(overview.label(engine), cells);
        }
        return table.toString();
    }

    /** Not a number if either has no time. */
    private static double gain(Comparison one, LayerResult layer, String engine) {
        return one.layers().stream()
                .filter(other -> other.problem().equals(layer.problem()))
                .findFirst()
                .map(other -> Statistics.nanos(other, engine) / Statistics.nanos(layer, engine))
                .orElse(Double.NaN);
    }
}
