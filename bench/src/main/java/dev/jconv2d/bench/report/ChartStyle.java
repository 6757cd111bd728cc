package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** How all charts look: white, flat, thin grey grid, colours that the colour-blind can tell apart. */
final class ChartStyle {
    /** How many times the baseline's time still has room beside the others. */
    static final double HIGHEST = 30;

    static final Color TEXT = new Color(0x333333);
    static final Color GRID = new Color(0xdddddd);
    static final Stroke THIN = new BasicStroke(1);
    static final Stroke LINE = new BasicStroke(1.8f);
    static final Stroke DASHED =
            new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private static final Font LARGE = new Font(Font.SANS_SERIF, Font.BOLD, 13);

    /** Paul Tol's bright scheme. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x4477aa),
            new Color(0x66ccee),
            new Color(0xee6677),
            new Color(0xccbb44),
            new Color(0x228833),
            new Color(0xaa3377),
            new Color(0xbbbbbb));

    private ChartStyle() {}

    /** An engine's colour, the same in all charts. */
    static Color colour(Overview overview, String engine) {
        if (engine.equals(Results.BASELINE)) {
            return TEXT;
        }
        List<String> choices = choices(overview);
        return colour(Math.max(choices.indexOf(engine), 0));
    }

    /** One of some colours that can be told apart. */
    static Color colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    /** The engines that charts show. */
    static List<String> choices(Overview overview) {
        return overview.engines().stream().filter(Names::isChoice).toList();
    }

    /** A chart around a plot. */
    static JFreeChart chart(String title, Plot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(null, null, plot, legend);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(8, 4, 4, 8));
        TextTitle heading = new TextTitle(title, LARGE);
        heading.setPaint(TEXT);
        heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
        heading.setPadding(0, 8, 6, 0);
        chart.setTitle(heading);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        LegendTitle keys = chart.getLegend();
        if (keys != null) {
            keys.setItemFont(SMALL);
            keys.setItemPaint(TEXT);
            keys.setFrame(BlockBorder.NONE);
            keys.setBackgroundPaint(null);
            keys.setPosition(RectangleEdge.TOP);
        }
        return chart;
    }

    static void dress(Axis axis) {
        axis.setTickLabelFont(SMALL);
        axis.setTickLabelPaint(TEXT);
        axis.setLabelFont(SMALL);
        axis.setLabelPaint(TEXT);
        axis.setAxisLinePaint(GRID);
        axis.setTickMarksVisible(false);
    }

    static void dress(XYPlot plot) {
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(THIN);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(THIN);
    }
}
