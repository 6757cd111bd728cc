package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What engines make of the machine's arithmetic, in means over groups of layers. */
final class PeakTable {
    private PeakTable() {}

    /** A table for each comparison of one caller with threads whose peak was measured; empty if there is none. */
    static String of(Overview overview) {
        StringBuilder text = new StringBuilder();
        for (Comparison comparison : overview.results().comparisons()) {
            Optional.ofNullable(overview.results().machine().peakFlops().get(comparison.threads()))
                    .filter(peak -> comparison.callers() == 1
                            && !Overview.groups(comparison).isEmpty())
                    .ifPresent(peak ->
                            text.append(table(overview, comparison, peak / 1e9)).append("\n"));
        }
        return text.toString();
    }

    private static String table(Overview overview, Comparison comparison, double peak) {
        List<String> groups = Overview.groups(comparison);
        List<String> headings = new ArrayList<>();
        headings.add("GFLOP/s (% of " + Numbers.amount(peak) + "), " + Overview.title(comparison));
        groups.forEach(group -> headings.add(Names.title(group)));
        MarkdownTable table = new MarkdownTable(headings);
        for (String engine :
                Overview.engines(comparison).stream().filter(Names::isRow).toList()) {
            List<String> cells = new ArrayList<>();
            for (String group : groups) {
                List<LayerResult> layers = Overview.layers(comparison, group);
                // Of those that compute all, or the means would be of different layers.
                boolean all = layers.stream().allMatch(layer -> Statistics.hasTime(layer, engine));
                double speed = Statistics.geometricMean(layers, layer -> Statistics.gflops(layer, engine));
                cells.add(
                        all ? Numbers.amount(speed) + " (" + Numbers.whole(100 * speed / peak) + " %)" : Numbers.NONE);
            }
            table.row(overview.label(engine), cells);
        }
        return table.toString();
    }
}
