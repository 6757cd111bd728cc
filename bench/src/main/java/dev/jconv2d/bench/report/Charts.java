package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.text.TextUtils;

/** All charts that results give. */
final class Charts {
    static {
        // JFreeChart asks AWT for fonts; a machine without a screen must do.
        System.setProperty("java.awt.headless", "true");
        // Else turned text would be drawn as outlines, which nobody can search.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Charts() {}

    static List<Picture> of(Overview overview) {
        List<Picture> pictures = new ArrayList<>();
        PeersChart.of(overview).ifPresent(pictures::add);
        RooflineChart.of(overview).ifPresent(pictures::add);
        ScalingChart.of(overview).ifPresent(pictures::add);
        return pictures;
    }

    /** The one that runs of the planning set give. */
    static Optional<Picture> ofPlanning(PlanningRuns runs) {
        return PlanningChart.of(runs);
    }
}
