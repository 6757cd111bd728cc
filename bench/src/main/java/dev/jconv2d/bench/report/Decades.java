package dev.jconv2d.bench.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jspecify.annotations.Nullable;

/** A logarithmic axis with ticks at round numbers: JFreeChart's own would stand at 1.585 and 2.512. */
final class Decades extends LogAxis {
    private static final long serialVersionUID = 1;

    /** With more decades, only powers of ten have room. */
    private static final int MANY = 1000;

    private final double[] ticks;

    /** With ticks at 1, 2, 5, 10 and so on, or at powers of ten. */
    Decades(@Nullable String label, double low, double high) {
        this(label, low, high, round(low, high));
    }

    /** With ticks where they are wanted. */
    Decades(@Nullable String label, double low, double high, List<Double> ticks) {
        super(label);
        this.ticks = ticks.stream().mapToDouble(Double::doubleValue).toArray();
        setRange(low, high);
        ChartStyle.dress(this);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        boolean below = RectangleEdge.isTopOrBottom(edge);
        TextAnchor anchor = below ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        return Arrays.stream(ticks)
                .mapToObj(tick -> new NumberTick(tick, label(tick), anchor, TextAnchor.CENTER, 0))
                .toList();
    }

    /** Without a point where there is nothing behind it. */
    private static String label(double tick) {
        return tick >= 1 ? Numbers.whole(tick) : String.valueOf(tick);
    }

    private static List<Double> round(double low, double high) {
        int[] steps = high / low > MANY ? new int[] {1} : new int[] {1, 2, 5};
        List<Double> ticks = new ArrayList<>();
        for (int exponent = -6; exponent < 15; exponent++) {
            for (int step : steps) {
                double tick = Double.parseDouble(step + "e" + exponent);
                if (low <= tick && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
