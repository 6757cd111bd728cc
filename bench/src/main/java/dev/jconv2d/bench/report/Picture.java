package dev.jconv2d.bench.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;

/**
 * A chart of one or several panels.
 *
 * @param file its name below {@code bench/charts}
 * @param description for who cannot see it
 * @param height in pixels
 * @param panels one below the other, equally tall
 */
record Picture(String file, String description, int height, List<JFreeChart> panels) {
    /** As wide as a README. */
    static final int WIDTH = 860;

    void draw(Graphics2D graphics) {
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, WIDTH, height));
        double tall = (double) height / panels.size();
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).draw(graphics, new Rectangle2D.Double(0, i * tall, WIDTH, tall));
        }
    }
}
