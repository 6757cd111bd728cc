package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What planning shall reach, and whether it does: geometric means over groups, the medians of the runs. */
final class PlanningTargets {
    /** The most of ONNX Runtime's time that MEASURE may take, by group. */
    private static final Map<String, Double> OF_ONNX_RUNTIME =
            Map.of("resnet50", 0.92, "mobilenetv2-depthwise", 0.9, "mobilenetv2-pointwise", 0.75, "tiny", 0.2);

    /** The most of MEASURE's time that ESTIMATE may take. */
    private static final double ESTIMATE = 1.1;

    private final PlanningRuns runs;
    private final MarkdownTable table;

    private PlanningTargets(PlanningRuns runs) {
        this.runs = runs;
        List<String> headings = new ArrayList<>(List.of("", "at most"));
        runs.batches().forEach(batch -> headings.add("b" + batch));
        if (runs.batches().size() > 1) {
            headings.add("together");
        }
        this.table = new MarkdownTable(headings);
    }

    /** A row for each target whose engines took part. */
    static String of(PlanningRuns runs) {
        PlanningTargets targets = new PlanningTargets(runs);
        for (PlanningEngine engine : List.of(PlanningEngine.MEASURE, PlanningEngine.MEASURE_VECTOR)) {
            for (String group : runs.groups()) {
                Double most = OF_ONNX_RUNTIME.get(group);
                if (most != null) {
                    targets.row(group, engine, PlanningEngine.ONNX_RUNTIME, most);
                }
            }
        }
        targets.estimate(PlanningEngine.ESTIMATE, PlanningEngine.MEASURE);
        targets.estimate(PlanningEngine.ESTIMATE_VECTOR, PlanningEngine.MEASURE_VECTOR);
        targets.estimate(PlanningEngine.ESTIMATE_CHANNELS_LAST, PlanningEngine.MEASURE_CHANNELS_LAST);
        return targets.table.toString();
    }

    private void estimate(PlanningEngine estimate, PlanningEngine measure) {
        for (String group : runs.groups()) {
            row(group, estimate, measure, ESTIMATE);
        }
    }

    private void row(String group, PlanningEngine engine, PlanningEngine base, double most) {
        if (!runs.engines().containsAll(List.of(engine, base))) {
            return;
        }
        List<String> cells = new ArrayList<>();
        cells.add(Numbers.ratio(most));
        for (PlanningColumn column : runs.columns(group)) {
            cells.add(cell(column.against(engine, base), most));
        }
        table.row(engine.title() + " / " + base.title() + ", " + Names.title(group), cells);
    }

    private static String cell(RunsRatio ratio, double most) {
        if (!ratio.exists()) {
            return Numbers.NONE;
        }
        String verdict;
        if (!ratio.isComplete()) {
            // A mean over the layers that went well meets nothing.
            verdict = "**not all layers**";
        } else {
            verdict = ratio.median() <= most ? "met" : "**missed**";
        }
        return Numbers.thousandths(ratio.median()) + " " + verdict;
    }
}
