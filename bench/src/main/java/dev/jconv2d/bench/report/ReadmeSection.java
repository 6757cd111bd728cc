package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import java.util.List;

/** What the README says of results. */
final class ReadmeSection {
    private ReadmeSection() {}

    /** In markdown, for a README in the directory above {@code bench}. */
    static String of(Overview overview, List<Picture> pictures) {
        StringBuilder text = new StringBuilder();
        text.append(Verdict.of(overview)).append("\n");
        text.append(Prose.measure(overview)).append("\n");
        text.append(new RatioTable(overview, Results.BASELINE, RatioCell::text).of(Column.foremost(overview)))
                .append("\n")
                .append("`b` and a number: images a call. Depthwise and pointwise are MobileNetV2's layers.\n")
                .append(RatioCell.LEGEND)
                .append("\n");
        text.append(Prose.images(pictures, "bench/"));
        String costs = new CostTables(overview).brief();
        if (!costs.isEmpty()) {
            text.append(costs).append("\n");
        }
        text.append(MachineLine.brief(overview.results())).append("\n");
        text.append("[bench/RESULTS.md](bench/RESULTS.md) has all layers, batches and threads.\n");
        return text.toString();
    }
}
