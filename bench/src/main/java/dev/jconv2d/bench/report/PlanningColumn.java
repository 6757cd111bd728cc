package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A group of layers at one batch, or at all, in all runs.
 *
 * @param group the workload
 * @param batches such as {@code b1} or {@code b1 and b16}
 * @param runs the group's layers in each run
 */
record PlanningColumn(String group, String batches, List<List<LayerResult>> runs) {

    static PlanningColumn of(List<PlanningLayer> layers) {
        List<List<LayerResult>> runs = new ArrayList<>();
        for (int run = 0; run < layers.get(0).runs().size(); run++) {
            int index = run;
            runs.add(layers.stream().map(layer -> layer.runs().get(index)).toList());
        }
        List<String> batches =
                layers.stream().map(layer -> "b" + layer.batch()).distinct().toList();
        return new PlanningColumn(layers.get(0).group(), String.join(" and ", batches), runs);
    }

    String heading() {
        return Names.heading(group) + " " + batches;
    }

    RunsRatio against(PlanningEngine engine, PlanningEngine base) {
        return RunsRatio.of(runs, engine, base);
    }
}
