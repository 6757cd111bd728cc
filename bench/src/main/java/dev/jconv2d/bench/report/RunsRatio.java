package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Median;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.List;
import java.util.function.Predicate;

/**
 * An engine's time by another's, for one layer or several, in each of several runs.
 *
 * @param runs in their order
 */
record RunsRatio(List<Ratio> runs) {

    /**
     * Works it out.
     *
     * @param runs the same layers in each run
     */
    static RunsRatio of(List<List<LayerResult>> runs, PlanningEngine engine, PlanningEngine base) {
        return new RunsRatio(runs.stream()
                .map(layers -> Statistics.ratio(layers, engine.id(), base.id()))
                .toList());
    }

    /** Whether each run has it. */
    boolean exists() {
        return runs.stream().allMatch(Ratio::exists);
    }

    /** Whether the engine computes all layers that the other does, in each run. */
    boolean isComplete() {
        return exists() && runs.stream().allMatch(ratio -> ratio.layers() == ratio.of());
    }

    /** Of the runs' values; not a number if a run has none. */
    double median() {
        return exists() ? Median.of(runs.stream().map(Ratio::value).toList()) : Double.NaN;
    }

    /** What the runs show between equals: the factor off 1, the median of the runs. */
    double spread() {
        return Median.of(runs.stream().map(ratio -> ratio.control().factor()).toList());
    }

    /** Whether the engine is slower by more than a factor beyond what its run shows between equals, in most runs. */
    boolean isSlower(double margin) {
        return most(ratio -> ratio.value() > ratio.control().factor() * margin);
    }

    /** Whether the engine is faster by more than its run shows between equals, in most runs. */
    boolean isFaster() {
        return most(ratio -> ratio.value() * ratio.control().factor() < 1);
    }

    private boolean most(Predicate<Ratio> holds) {
        return 2 * runs.stream().filter(holds).count() > runs.size();
    }
}
