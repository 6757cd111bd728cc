package dev.jconv2d.bench.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.data.category.DefaultCategoryDataset;

/** Ways of planning beside oneDNN's first choice and the peer, by group of layers: a panel for each batch. */
final class PlanningChart {
    /** Its name among the charts. */
    static final String FILE = "planning.svg";

    private static final List<PlanningEngine> SHOWN = List.of(
            PlanningEngine.FIRST_CHOICE,
            PlanningEngine.ONNX_RUNTIME,
            PlanningEngine.ESTIMATE,
            PlanningEngine.MEASURE,
            PlanningEngine.ESTIMATE_CHANNELS_LAST,
            PlanningEngine.MEASURE_CHANNELS_LAST);

    private PlanningChart() {}

    /** Nothing if none of them has a time. */
    static Optional<Picture> of(PlanningRuns runs) {
        Map<String, DefaultCategoryDataset> data = new LinkedHashMap<>();
        for (int batch : runs.batches()) {
            DefaultCategoryDataset bars = new DefaultCategoryDataset();
            for (PlanningEngine engine : SHOWN) {
                for (PlanningColumn column : runs.columns(batch)) {
                    RunsRatio ratio = column.against(engine, PlanningEngine.OWN_LAYOUT);
                    bars.addValue(ratio.exists() ? ratio.median() : null, engine.title(), Names.title(column.group()));
                }
            }
            data.put("Time relative to " + PlanningEngine.OWN_LAYOUT.title() + ": batch " + batch, bars);
        }
        List<Color> colours = new ArrayList<>();
        for (int i = 0; i < SHOWN.size(); i++) {
            colours.add(ChartStyle.colour(i));
        }
        List<JFreeChart> panels = BarPanels.of(data, colours);
        if (panels.isEmpty()) {
            return Optional.empty();
        }
        String description = "Time of a call by the time of " + PlanningEngine.OWN_LAYOUT.title()
                + ", by groups of layers, for ways of planning";
        return Optional.of(new Picture(FILE, description, BarPanels.HEIGHT * panels.size(), panels));
    }
}
