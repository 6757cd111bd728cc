package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Each layer's times at a batch, and which code computed. */
final class PlanningLayerTable {
    private PlanningLayerTable() {}

    static String of(PlanningRuns runs, int batch) {
        List<String> headings = new ArrayList<>(List.of("layer"));
        runs.engines().forEach(engine -> headings.add(engine.title()));
        MarkdownTable table = new MarkdownTable(headings);
        for (PlanningLayer layer : runs.layers(batch)) {
            table.row(
                    layer.title(),
                    runs.engines().stream().map(engine -> cell(layer, engine)).toList());
        }
        return table.toString();
    }

    private static String cell(PlanningLayer layer, PlanningEngine engine) {
        String code = PlanningDifferences.code(layer.implementations(engine));
        return Numbers.amount(layer.nanos(engine) / 1e3) + (code.isEmpty() ? "" : "<br><sub>" + code + "</sub>");
    }
}
