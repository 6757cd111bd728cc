package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.ui.Layer;
import org.jfree.data.category.DefaultCategoryDataset;

/** The engines that a program would choose among, by group of layers: a panel for each batch. */
final class PeersChart {
    private static final int PANEL = 290;

    /** The factor on the axis that a bar's number takes. */
    private static final double ROOM = 2.6;

    private final Overview overview;
    private final List<String> engines;
    private final List<Comparison> comparisons;

    private PeersChart(Overview overview) {
        this.overview = overview;
        this.engines = ChartStyle.choices(overview);
        this.comparisons = overview.main().stream()
                .filter(comparison -> !Overview.groups(comparison).isEmpty())
                .toList();
    }

    /** Nothing without a main comparison. */
    static Optional<Picture> of(Overview overview) {
        return new PeersChart(overview).picture();
    }

    private Optional<Picture> picture() {
        List<DefaultCategoryDataset> data =
                comparisons.stream().map(this::ratios).toList();
        double[] values = data.stream()
                .flatMapToDouble(of -> NumberBars.values(of).stream().mapToDouble(Double::doubleValue))
                .toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        double low = 1;
        double high = 2;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, Math.min(value, ChartStyle.HIGHEST));
        }
        List<JFreeChart> panels = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            panels.add(panel(
                    Overview.title(comparisons.get(i)),
                    data.get(i),
                    new Decades("times as long", low / (low < 1 ? ROOM : 1.3), high * ROOM),
                    i == 0));
        }
        String description =
                "Time of a call by the time of " + overview.label(Results.BASELINE) + ", by groups of layers";
        return Optional.of(new Picture("peers.svg", description, PANEL * panels.size(), panels));
    }

    private DefaultCategoryDataset ratios(Comparison comparison) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (String engine : engines) {
            for (Column column : Column.of(comparison)) {
                Ratio ratio = Statistics.ratio(column.layers(), engine, Results.BASELINE);
                data.addValue(ratio.exists() ? ratio.shown() : null, overview.label(engine), column.heading());
            }
        }
        return data;
    }

    private JFreeChart panel(String conditions, DefaultCategoryDataset data, Decades times, boolean legend) {
        NumberBars bars = new NumberBars(data);
        for (int i = 0; i < engines.size(); i++) {
            bars.setSeriesPaint(i, ChartStyle.colour(overview, engines.get(i)));
        }
        CategoryAxis groups = new CategoryAxis();
        ChartStyle.dress(groups);
        groups.setCategoryMargin(0.15);
        groups.setLowerMargin(0.01);
        groups.setUpperMargin(0.01);
        groups.setMaximumCategoryLabelLines(2);
        CategoryPlot plot = new CategoryPlot(NumberBars.cut(data), groups, times, bars);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlineStroke(ChartStyle.THIN);
        plot.addRangeMarker(new ValueMarker(1, ChartStyle.TEXT, ChartStyle.DASHED), Layer.FOREGROUND);
        String title = "Time relative to " + overview.label(Results.BASELINE) + ": " + conditions;
        return ChartStyle.chart(title, plot, legend);
    }
}
