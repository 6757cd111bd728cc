package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Median;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One layer at one batch in all runs.
 *
 * @param batch images a call
 * @param runs what each run has of it
 */
record PlanningLayer(int batch, List<LayerResult> runs) {

    /** The workload. */
    String group() {
        return runs.get(0).group();
    }

    /** For a table's first column. */
    String title() {
        LayerResult layer = runs.get(0);
        return Names.title(layer.group()) + " " + layer.name() + " b" + batch;
    }

    RunsRatio against(PlanningEngine engine, PlanningEngine base) {
        return RunsRatio.of(runs.stream().map(List::of).toList(), engine, base);
    }

    /** A call's time: the median of those runs that have one; not a number if none has. */
    double nanos(PlanningEngine engine) {
        return Median.of(runs.stream()
                .filter(layer -> Statistics.hasTime(layer, engine.id()))
                .map(layer -> Statistics.nanos(layer, engine.id()))
                .toList());
    }

    /** Which code computed: more than one if the runs chose otherwise, none if the engine does not tell. */
    List<String> implementations(PlanningEngine engine) {
        return timed(engine)
                .map(Measurement::note)
                .filter(note -> !note.isEmpty())
                .distinct()
                .toList();
    }

    private Stream<Measurement> timed(PlanningEngine engine) {
        return runs.stream()
                .filter(layer -> Statistics.hasTime(layer, engine.id()))
                .map(layer -> Objects.requireNonNull(layer.measurements().get(engine.id())));
    }
}
