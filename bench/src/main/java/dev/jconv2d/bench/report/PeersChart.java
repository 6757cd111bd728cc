package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.data.category.DefaultCategoryDataset;

/** The engines that a program would choose among, by group of layers: a panel for each batch. */
final class PeersChart {
    private PeersChart() {}

    /** Nothing without a main comparison. */
    static Optional<Picture> of(Overview overview) {
        List<String> engines = ChartStyle.choices(overview);
        String baseline = overview.label(Results.BASELINE);
        Map<String, DefaultCategoryDataset> data = new LinkedHashMap<>();
        for (Comparison comparison : overview.main()) {
            if (!Overview.groups(comparison).isEmpty()) {
                data.put(
                        "Time relative to " + baseline + ": " + Overview.title(comparison),
                        ratios(overview, engines, comparison));
            }
        }
        List<JFreeChart> panels = BarPanels.of(
                data,
                engines.stream()
                        .map(engine -> ChartStyle.colour(overview, engine))
                        .toList());
        if (panels.isEmpty()) {
            return Optional.empty();
        }
        String description = "Time of a call by the time of " + baseline + ", by groups of layers";
        return Optional.of(new Picture("peers.svg", description, BarPanels.HEIGHT * panels.size(), panels));
    }

    private static DefaultCategoryDataset ratios(Overview overview, List<String> engines, Comparison comparison) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (String engine : engines) {
            for (Column column : Column.of(comparison)) {
                Ratio ratio = Statistics.ratio(column.layers(), engine, Results.BASELINE);
                data.addValue(ratio.exists() ? ratio.shown() : null, overview.label(engine), column.heading());
            }
        }
        return data;
    }
}
