package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same comparison of ways of planning, run several times.
 *
 * @param runs in their order
 * @param layers those of one caller with all cores, batch by batch
 */
record PlanningRuns(List<Overview> runs, List<PlanningLayer> layers) {
    private static final String SET = "planning";

    /**
     * Puts runs side by side.
     *
     * @throws IllegalArgumentException if they cannot be: they are of another set or several machines, or of other layers, or one is there
     *     twice
     */
    static PlanningRuns of(List<Overview> runs) {
        for (Overview run : runs) {
            require(
                    runs.stream()
                                    .filter(other -> other.results()
                                            .date()
                                            .equals(run.results().date()))
                                    .count()
                            == 1,
                    "the run of " + run.results().date() + " is there more than once");
            require(
                    run.results().set().equals(SET),
                    "the run of " + run.results().date() + " is of the set "
                            + run.results().set());
            require(
                    machine(run).equals(machine(runs.get(0))),
                    "are of several machines: " + machine(runs.get(0)) + " and " + machine(run));
            require(
                    problems(run).equals(problems(runs.get(0))),
                    "the run of " + run.results().date() + " has other layers than that of "
                            + runs.get(0).results().date());
        }
        List<PlanningLayer> layers = new ArrayList<>();
        List<Comparison> first = runs.get(0).main();
        for (int c = 0; c < first.size(); c++) {
            for (int l = 0; l < first.get(c).layers().size(); l++) {
                layers.add(layer(runs, c, l));
            }
        }
        require(!layers.isEmpty(), "have no layer of one caller with all cores");
        return new PlanningRuns(List.copyOf(runs), layers);
    }

    private static PlanningLayer layer(List<Overview> runs, int comparison, int layer) {
        List<LayerResult> found = runs.stream()
                .map(run -> run.main().get(comparison).layers().get(layer))
                .toList();
        return new PlanningLayer(runs.get(0).main().get(comparison).batch(), found);
    }

    private static String machine(Overview run) {
        Machine machine = run.results().machine();
        return machine.cpu() + ", " + machine.cores() + " cores";
    }

    private static List<List<String>> problems(Overview run) {
        return run.main().stream()
                .map(comparison -> comparison.layers().stream()
                        .map(layer -> layer.group() + "/" + layer.name() + " " + layer.problem())
                        .toList())
                .toList();
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("planning runs: " + fault);
        }
    }

    /** The first run's: labels and versions. */
    Overview first() {
        return runs.get(0);
    }

    /** Those that took part in each run. */
    List<PlanningEngine> engines() {
        return Arrays.stream(PlanningEngine.values())
                .filter(engine -> runs.stream().allMatch(run -> run.engines().contains(engine.id())))
                .toList();
    }

    List<Integer> batches() {
        return layers.stream().map(PlanningLayer::batch).distinct().toList();
    }

    List<PlanningLayer> layers(int batch) {
        return layers.stream().filter(layer -> layer.batch() == batch).toList();
    }

    /** All groups at a batch. */
    List<PlanningColumn> columns(int batch) {
        return groups().stream()
                .map(group -> layers(batch).stream()
                        .filter(layer -> layer.group().equals(group))
                        .toList())
                .filter(found -> !found.isEmpty())
                .map(PlanningColumn::of)
                .toList();
    }

    List<String> groups() {
        return layers.stream().map(PlanningLayer::group).distinct().toList();
    }

    /** A group's columns: each batch, and all batches together if there are several. */
    List<PlanningColumn> columns(String group) {
        List<PlanningColumn> columns = new ArrayList<>();
        for (int batch : batches()) {
            columns(batch).stream()
                    .filter(column -> column.group().equals(group))
                    .forEach(columns::add);
        }
        if (columns.size() > 1) {
            columns.add(PlanningColumn.of(
                    layers.stream().filter(layer -> layer.group().equals(group)).toList()));
        }
        return columns;
    }
}
