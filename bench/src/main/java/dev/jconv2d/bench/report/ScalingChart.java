package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * How time grows with batch, channels and image size: by itself, and for a unit of work, where differences show.
 * Engines far slower than the others are left out, for the others' lines would be one.
 */
final class ScalingChart {
    private static final int PANEL = 290;
    private static final Shape POINT = new Ellipse2D.Double(-2.5, -2.5, 5, 5);

    /** Of both rows, so that their panels stand below each other. */
    private static final AxisSpace BESIDE = new AxisSpace();

    static {
        BESIDE.setLeft(70);
    }

    private final Overview overview;
    private final List<Growth> growths;
    private final List<String> engines;

    private ScalingChart(Overview overview) {
        this.overview = overview;
        this.growths = Growth.of(overview).stream().filter(Growth::exists).toList();
        this.engines = overview.engines().stream()
                .filter(engine -> engine.equals(Results.BASELINE) || Names.isChoice(engine))
                .filter(engine -> Statistics.ratio(layers().toList(), engine, Results.BASELINE)
                                .value()
                        <= ChartStyle.HIGHEST)
                .toList();
    }

    /** Nothing if no layer grows. */
    static Optional<Picture> of(Overview overview) {
        ScalingChart chart = new ScalingChart(overview);
        if (chart.engines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Picture(
                "scaling.svg",
                "Time of a call as one layer's dimensions grow",
                2 * PANEL,
                List.of(
                        chart.panel(
                                "Time of a call as one dimension of a layer grows",
                                "µs",
                                true,
                                (layer, gflops) -> layer.flops() / gflops / 1e3),
                        chart.panel(
                                "Time for the same work", "ms for a GFLOP", false, (layer, gflops) -> 1e3 / gflops))));
    }

    /**
     * One row.
     *
     * @param value of a layer that is computed at some GFLOP/s
     */
    private JFreeChart panel(String title, String unit, boolean legend, ToDoubleBiFunction<LayerResult, Double> value) {
        var values = engines.stream()
                .flatMap(engine -> layers().map(layer -> value.applyAsDouble(layer, Statistics.gflops(layer, engine))))
                .filter(number -> !number.isNaN())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        CombinedRangeXYPlot row =
                new CombinedRangeXYPlot(new Decades(unit, values.getMin() / 1.4, values.getMax() * 1.4));
        row.setGap(24);
        row.setFixedRangeAxisSpace(BESIDE);
        for (Growth growth : growths) {
            row.add(plot(growth, value));
        }
        row.setFixedLegendItems(row.getSubplots().get(0).getLegendItems());
        return ChartStyle.chart(title, row, legend);
    }

    private XYPlot plot(Growth growth, ToDoubleBiFunction<LayerResult, Double> value) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDrawOutlines(false);
        for (int i = 0; i < engines.size(); i++) {
            String engine = engines.get(i);
            XYSeries series = new XYSeries(overview.label(engine));
            growth.layers().stream()
                    .filter(layer -> Statistics.hasTime(layer, engine))
                    .forEach(layer -> series.add(
                            growth.extent(layer), value.applyAsDouble(layer, Statistics.gflops(layer, engine))));
            data.addSeries(series);
            renderer.setSeriesPaint(i, ChartStyle.colour(overview, engine));
            renderer.setSeriesStroke(i, ChartStyle.LINE);
            renderer.setSeriesShape(i, POINT);
        }
        // The time if all work were done as fast as the largest layer's.
        XYSeries proportional = new XYSeries("in proportion to work");
        double speed = Statistics.gflops(growth.largest(), Results.BASELINE);
        growth.layers().forEach(layer -> proportional.add(growth.extent(layer), value.applyAsDouble(layer, speed)));
        data.addSeries(proportional);
        renderer.setSeriesPaint(engines.size(), ChartStyle.TEXT);
        renderer.setSeriesStroke(engines.size(), ChartStyle.DASHED);
        renderer.setSeriesShapesVisible(engines.size(), false);
        XYPlot plot = new XYPlot(data, extents(growth), null, renderer);
        ChartStyle.dress(plot);
        return plot;
    }

    private static Decades extents(Growth growth) {
        List<Double> extents = growth.layers().stream()
                .map(layer -> (double) growth.extent(layer))
                .distinct()
                .toList();
        return new Decades(growth.title(), extents.get(0) / 1.3, extents.get(extents.size() - 1) * 1.3, extents);
    }

    private Stream<LayerResult> layers() {
        return growths.stream().flatMap(growth -> growth.layers().stream());
    }
}
