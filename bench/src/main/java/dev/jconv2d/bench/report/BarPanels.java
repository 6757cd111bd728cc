package dev.jconv2d.bench.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.ui.Layer;
import org.jfree.data.category.DefaultCategoryDataset;

/** Engines' times by the baseline's, as bars by group of layers: panels on one scale, the first with the legend. */
final class BarPanels {
    /** How tall a panel is. */
    static final int HEIGHT = 290;

    /** The factor on the axis that a bar's number takes. */
    private static final double ROOM = 2.6;

    private BarPanels() {}

    /**
     * Draws nothing yet; no panels if there is no value.
     *
     * @param data engines by groups, by the panels' titles
     * @param colours of the engines, in their order
     */
    static List<JFreeChart> of(Map<String, DefaultCategoryDataset> data, List<Color> colours) {
        double[] values = data.values().stream()
                .flatMapToDouble(of -> NumberBars.values(of).stream().mapToDouble(Double::doubleValue))
                .toArray();
        if (values.length == 0) {
            return List.of();
        }
        double low = 1;
        double high = 2;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, Math.min(value, ChartStyle.HIGHEST));
        }
        List<JFreeChart> panels = new ArrayList<>();
        for (Map.Entry<String, DefaultCategoryDataset> panel : data.entrySet()) {
            Decades times = new Decades("times as long", low / (low < 1 ? ROOM : 1.3), high * ROOM);
            panels.add(panel(panel.getKey(), panel.getValue(), times, colours, panels.isEmpty()));
        }
        return panels;
    }

    private static JFreeChart panel(
            String title, DefaultCategoryDataset data, Decades times, List<Color> colours, boolean legend) {
        NumberBars bars = new NumberBars(data);
        for (int i = 0; i < colours.size(); i++) {
            bars.setSeriesPaint(i, colours.get(i));
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
        return ChartStyle.chart(title, plot, legend);
    }
}
