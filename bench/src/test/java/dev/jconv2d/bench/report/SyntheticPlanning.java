package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Machine;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run of the planning set that nobody has measured, on five layers at two batches: each engine takes a factor of a
 * microsecond in all rounds, 1 unless it is said otherwise, so the spread is none unless it is said otherwise.
 */
final class SyntheticPlanning {
    private static final List<String> LAYERS =
            List.of("resnet50/a", "resnet50/b", "mobilenetv2-depthwise/c", "mobilenetv2-pointwise/d", "tiny/e");

    private final int number;
    private String set = "planning";
    private String cpu = "A Processor of Two Cores";
    private final Set<String> engines = new LinkedHashSet<>(List.of(
            Results.BASELINE,
            Results.CONTROL,
            Results.FIRST_CHOICE,
            Results.FIRST_CHOICE_CONTROL,
            "jconv2d-onednn",
            "jconv2d-onednn-nhwc",
            "jconv2d-measure",
            "jconv2d-measure-nhwc",
            "jconv2d-measure-vector",
            "onnxruntime"));
    private final List<String> layers = new ArrayList<>(LAYERS);
    private final Map<String, Double> factors = new TreeMap<>();
    private final Set<String> failures = new TreeSet<>();

    SyntheticPlanning(int number) {
        this.number = number;
    }

    /** Three runs alike. */
    static List<SyntheticPlanning> three() {
        return List.of(new SyntheticPlanning(1), new SyntheticPlanning(2), new SyntheticPlanning(3));
    }

    static PlanningRuns runs(List<SyntheticPlanning> runs) {
        return PlanningRuns.of(
                runs.stream().map(run -> new Overview(run.results())).toList());
    }

    /** An engine's time on all layers. */
    SyntheticPlanning times(String engine, double factor) {
        factors.put(engine, factor);
        return this;
    }

    /** An engine's time on one, such as {@code tiny/e b16}. */
    SyntheticPlanning times(String engine, String layer, double factor) {
        factors.put(engine + " " + layer, factor);
        return this;
    }

    /** Lets an engine fail on a layer. */
    SyntheticPlanning fails(String engine, String layer) {
        failures.add(engine + " " + layer);
        return this;
    }

    SyntheticPlanning without(String engine) {
        engines.remove(engine);
        return this;
    }

    SyntheticPlanning withoutLayer(String layer) {
        layers.remove(layer);
        return this;
    }

    SyntheticPlanning of(String otherSet) {
        set = otherSet;
        return this;
    }

    SyntheticPlanning on(String otherCpu) {
        cpu = otherCpu;
        return this;
    }

    Results results() {
        Map<String, String> versions = new LinkedHashMap<>();
        engines.forEach(engine -> versions.put(engine, "1." + engine.length()));
        return new Results(
                Results.VERSION,
                "2026-11-2" + number + "T10:00:00Z",
                set,
                "c0ffee" + number,
                new Machine(cpu, List.of(), 2, 0, "Linux", Map.of(), Map.of()),
                "OpenJDK",
                versions,
                Map.of(),
                List.of(comparison(1), comparison(16)),
                List.of());
    }

    private Comparison comparison(int batch) {
        return new Comparison(
                batch,
                2,
                1,
                5,
                layers.stream().map(layer -> layer(layer, batch)).toList(),
                Map.of());
    }

    private LayerResult layer(String layer, int batch) {
        String[] names = layer.split("/", -1);
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        for (String engine : engines) {
            String key = engine + " " + layer + " b" + batch;
            double factor = factors.getOrDefault(key, factors.getOrDefault(engine, 1.0));
            measurements.put(
                    engine,
                    failures.contains(key)
                            ? new Measurement(Outcome.FAILED, "broken", List.of(), 0, 0)
                            : new Measurement(
                                    Outcome.TIMED,
                                    engine.equals("onnxruntime") ? "" : "kernel-" + number + ":" + engine,
                                    Collections.nCopies(5, 1000 * factor),
                                    0,
                                    0));
        }
        return new LayerResult(names[0], names[1], "mb" + batch + "ic1ih1oc1kh1", 1000, 100, measurements);
    }
}
