package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A group of layers in a comparison, as a table's column.
 *
 * @param heading of the column
 * @param group the group
 * @param layers the group's
 */
record Column(String heading, String group, List<LayerResult> layers) {

    /** All groups of a comparison. */
    static List<Column> of(Comparison comparison) {
        return Overview.groups(comparison).stream()
                .map(group -> new Column(Names.title(group), group, Overview.layers(comparison, group)))
                .toList();
    }

    /** The README's: the foremost groups of the main comparisons, each group's batches side by side. */
    static List<Column> foremost(Overview overview) {
        List<Comparison> comparisons = overview.main().stream()
                .sorted(Comparator.comparingInt(Comparison::batch))
                .toList();
        List<String> groups = comparisons.stream()
                .flatMap(comparison -> Overview.groups(comparison).stream())
                .distinct()
                .toList();
        List<Column> columns = new ArrayList<>();
        for (String group : Names.foremost(groups)) {
            for (Comparison comparison : comparisons) {
                List<LayerResult> layers = Overview.layers(comparison, group);
                if (!layers.isEmpty()) {
                    columns.add(new Column(Names.heading(group) + " b" + comparison.batch(), group, layers));
                }
            }
        }
        return columns;
    }
}
