package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Each layer's times in a comparison. */
final class LayerTable {
    private LayerTable() {}

    static String of(Overview overview, Comparison comparison) {
        List<String> engines = Overview.engines(comparison);
        List<String> headings = new ArrayList<>(List.of("layer", "GFLOP", "GFLOP/s"));
        engines.forEach(engine -> headings.add(overview.label(engine)));
        MarkdownTable table = new MarkdownTable(headings);
        for (LayerResult layer : comparison.layers()) {
            List<String> cells = new ArrayList<>();
            cells.add(Numbers.amount(layer.flops() / 1e9));
            cells.add(Numbers.amount(Statistics.gflops(layer, Results.BASELINE)));
            engines.forEach(engine -> cells.add(micros(layer, engine)));
            table.row(
                    Names.title(layer.group()) + " " + layer.name() + "<br><sub>`" + layer.problem() + "`</sub>",
                    cells);
        }
        return table.toString();
    }

    private static String micros(LayerResult layer, String engine) {
        Measurement measurement = layer.measurements().get(engine);
        if (measurement == null) {
            return Numbers.NONE;
        }
        if (!Statistics.hasTime(layer, engine)) {
            return RatioCell.word(measurement.outcome());
        }
        String once = measurement.outcome() == Outcome.SLOW ? "~" : "";
        return once + Numbers.amount(Statistics.nanos(layer, engine) / 1e3);
    }
}
