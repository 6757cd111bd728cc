package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Flat bars up or down from 1, each with its number at its end; a number with an arrow is of a bar that was cut. */
final class NumberBars extends BarRenderer {
    private static final long serialVersionUID = 1;

    private static final double UPWARDS = -Math.PI / 2;
    private static final ItemLabelPosition ABOVE =
            new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.CENTER_LEFT, TextAnchor.CENTER_LEFT, UPWARDS);
    private static final ItemLabelPosition BELOW =
            new ItemLabelPosition(ItemLabelAnchor.OUTSIDE6, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, UPWARDS);

    private final DefaultCategoryDataset data;

    /**
     * For one plot.
     *
     * @param data before it is {@link #cut}
     */
    NumberBars(DefaultCategoryDataset data) {
        this.data = data;
        setBarPainter(new StandardBarPainter());
        setShadowVisible(false);
        setBase(1);
        setIncludeBaseInRange(false);
        setItemMargin(0.05);
        setDefaultItemLabelGenerator(new Label(data));
        setDefaultItemLabelsVisible(true);
        setDefaultItemLabelFont(ChartStyle.SMALL.deriveFont(9f));
        setDefaultItemLabelPaint(ChartStyle.TEXT);
        setPositiveItemLabelPositionFallback(ABOVE);
    }

    @Override
    public ItemLabelPosition getPositiveItemLabelPosition(int row, int column) {
        Number value = data.getValue(row, column);
        return value != null && value.doubleValue() < 1 ? BELOW : ABOVE;
    }

    /** What the plot shows. */
    static DefaultCategoryDataset cut(CategoryDataset data) {
        DefaultCategoryDataset cut = new DefaultCategoryDataset();
        for (int row = 0; row < data.getRowCount(); row++) {
            for (int column = 0; column < data.getColumnCount(); column++) {
                Number value = data.getValue(row, column);
                cut.addValue(
                        value == null ? null : Math.min(value.doubleValue(), ChartStyle.HIGHEST),
                        data.getRowKey(row),
                        data.getColumnKey(column));
            }
        }
        return cut;
    }

    /** All values that there are. */
    static List<Double> values(CategoryDataset data) {
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < data.getRowCount(); row++) {
            for (int column = 0; column < data.getColumnCount(); column++) {
                Number value = data.getValue(row, column);
                if (value != null) {
                    values.add(value.doubleValue());
                }
            }
        }
        return values;
    }

    /** The number before it was cut. */
    private static final class Label extends StandardCategoryItemLabelGenerator {
        private static final long serialVersionUID = 1;

        private final DefaultCategoryDataset data;

        Label(DefaultCategoryDataset data) {
            this.data = data;
        }

        @Override
        public String generateLabel(CategoryDataset cut, int row, int column) {
            Number value = data.getValue(row, column);
            if (value == null) {
                return "";
            }
            return Numbers.ratio(value.doubleValue()) + (value.doubleValue() > ChartStyle.HIGHEST ? " →" : "");
        }
    }
}
