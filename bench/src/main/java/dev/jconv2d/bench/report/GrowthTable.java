package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.ArrayList;
import java.util.List;

/** How time grows with a layer. */
final class GrowthTable {
    private GrowthTable() {}

    /** Times, each with the time per work relative to the largest layer. */
    static String of(Overview overview, Growth growth) {
        List<String> engines = overview.engines().stream()
                .filter(Names::isRow)
                .filter(engine -> growth.layers().stream().anyMatch(layer -> Statistics.hasTime(layer, engine)))
                .toList();
        List<String> headings = new ArrayList<>(List.of(growth.title(), "GFLOP"));
        engines.forEach(engine -> headings.add(overview.label(engine)));
        MarkdownTable table = new MarkdownTable(headings);
        for (LayerResult layer : growth.layers()) {
            List<String> cells = new ArrayList<>();
            cells.add(Numbers.amount(layer.flops() / 1e9));
            engines.forEach(engine -> cells.add(cell(growth, layer, engine)));
            table.row(String.valueOf(growth.extent(layer)), cells);
        }
        return table.toString();
    }

    private static String cell(Growth growth, LayerResult layer, String engine) {
        double nanos = Statistics.nanos(layer, engine);
        double relative = growth.relative(layer, engine);
        return Numbers.amount(nanos / 1e3) + (Double.isNaN(relative) ? "" : " (" + Numbers.ratio(relative) + ")");
    }
}
