package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How near layers come to what the machine can do: its arithmetic, and its memory. */
final class RooflineChart {
    private static final int HEIGHT = 440;

    /** One for each engine; points of more would hide each other. */
    private static final List<Shape> POINTS = List.of(
            new Ellipse2D.Double(-3.5, -3.5, 7, 7),
            new Rectangle2D.Double(-3, -3, 6, 6),
            new Polygon(new int[] {-4, 4, 0}, new int[] {3, 3, -4}, 3),
            new Polygon(new int[] {-4, 0, 4, 0}, new int[] {0, -4, 0, 4}, 4));

    private RooflineChart() {}

    /** Of the first main comparison; nothing if the machine's limits were not measured. */
    static Optional<Picture> of(Overview overview) {
        Results.Machine machine = overview.results().machine();
        return overview.main().stream()
                .filter(comparison -> machine.peakFlops().containsKey(comparison.threads())
                        && machine.copyBytes().containsKey(comparison.threads()))
                .findFirst()
                .map(comparison -> of(
                        overview,
                        comparison,
                        machine.peakFlops().getOrDefault(comparison.threads(), 0.0) / 1e9,
                        machine.copyBytes().getOrDefault(comparison.threads(), 0.0) / 1e9));
    }

    private static Picture of(Overview overview, Comparison comparison, double peak, double copy) {
        XYPlot plot = new XYPlot();
        List<LayerResult> layers = comparison.layers();
        double least =
                layers.stream().mapToDouble(RooflineChart::intensity).min().orElse(1) / 1.5;
        double most =
                layers.stream().mapToDouble(RooflineChart::intensity).max().orElse(1) * 1.5;
        Decades work = new Decades("FLOP per byte of input, weights and output", least, most);
        double fastest = engines(overview).stream()
                .flatMap(engine -> layers.stream().map(layer -> Statistics.gflops(layer, engine)))
                .filter(gflops -> !gflops.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(peak);
        Decades speed = new Decades("GFLOP/s", slowest(overview, layers) / 1.5, Math.max(peak, fastest) * 2);
        plot.setDomainAxis(work);
        plot.setRangeAxis(speed);
        ChartStyle.dress(plot);
        ceilings(plot, least, most, peak, copy);
        points(overview, comparison, plot);
        String title = "How near layers come to the machine's limits: " + Overview.title(comparison);
        return new Picture("roofline.svg", title, HEIGHT, List.of(ChartStyle.chart(title, plot, true)));
    }

    private static void points(Overview overview, Comparison comparison, XYPlot plot) {
        XYSeriesCollection points = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (String engine : engines(overview)) {
            XYSeries series = new XYSeries(overview.label(engine));
            comparison.layers().stream()
                    .filter(layer -> Statistics.hasTime(layer, engine))
                    .forEach(layer -> series.add(intensity(layer), Statistics.gflops(layer, engine)));
            int index = points.getSeriesCount();
            points.addSeries(series);
            renderer.setSeriesShape(index, POINTS.get(index));
            renderer.setSeriesPaint(index, ChartStyle.colour(overview, engine));
            // Rings: one point does not hide the other.
            renderer.setSeriesShapesFilled(index, false);
            renderer.setSeriesOutlineStroke(index, ChartStyle.LINE);
        }
        plot.setDataset(0, points);
        plot.setRenderer(0, renderer);
    }

    private static void ceilings(XYPlot plot, double least, double most, double peak, double copy) {
        double ridge = peak / copy;
        XYSeries roof = new XYSeries("roof");
        roof.add(least, Math.min(copy * least, peak));
        if (least < ridge && ridge < most) {
            roof.add(ridge, peak);
        }
        roof.add(most, Math.min(copy * most, peak));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, ChartStyle.TEXT);
        renderer.setSeriesStroke(0, ChartStyle.LINE);
        renderer.setSeriesVisibleInLegend(0, false);
        plot.setDataset(1, new XYSeriesCollection(roof));
        plot.setRenderer(1, renderer);
        // Where few layers lie: left of the ridge, above the lines.
        label(plot, "peak " + Numbers.amount(peak) + " GFLOP/s", ridge, peak * 1.25, TextAnchor.BOTTOM_CENTER);
        if (least < ridge) {
            label(
                    plot,
                    "memory " + Numbers.amount(copy) + " GB/s",
                    least * 1.1,
                    copy * least * 5,
                    TextAnchor.BOTTOM_LEFT);
        }
    }

    private static void label(XYPlot plot, String text, double x, double y, TextAnchor anchor) {
        XYTextAnnotation label = new XYTextAnnotation(text, x, y);
        label.setFont(ChartStyle.SMALL);
        label.setPaint(ChartStyle.TEXT);
        label.setTextAnchor(anchor);
        plot.addAnnotation(label);
    }

    /** The baseline, the library with native code and without, and the first of the others. */
    private static List<String> engines(Overview overview) {
        return overview.engines().stream()
                .filter(engine -> engine.equals(Results.BASELINE) || Names.isChoice(engine))
                .filter(engine ->
                        engine.equals(Names.OURS) || engine.equals(Names.JAVA) || !engine.startsWith("jconv2d"))
                .limit(POINTS.size())
                .toList();
    }

    private static double slowest(Overview overview, List<LayerResult> layers) {
        return engines(overview).stream()
                .flatMap(engine -> layers.stream().map(layer -> Statistics.gflops(layer, engine)))
                .filter(speed -> !speed.isNaN())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(1);
    }

    private static double intensity(LayerResult layer) {
        return layer.flops() / layer.bytes();
    }
}
