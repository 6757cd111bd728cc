package dev.jconv2d.bench;

import dev.jconv2d.bench.driver.Scenario;
import dev.jconv2d.bench.results.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The sets of scenarios that results are kept of. */
final class Presets {
    private static final int ROUNDS = 5;

    /** Hundreds of times slower than the others: they are for short sets, and layers that one asks for. */
    private static final Set<String> TOO_SLOW = Set.of("loops", "jconv2d-reference");

    /** Tens of times slower: batch 1 on all cores tells all. */
    private static final Set<String> SLOW = Set.of("netlib", "systemds");

    /** What batch 16 and one thread are measured on. */
    private static final List<String> NETWORKS =
            List.of("resnet50", "mobilenetv2-depthwise", "mobilenetv2-pointwise", "tiny");

    /** What the planning set compares: oneDNN's choices, the library's ways of planning, and the peer that is held against them. */
    private static final List<String> PLANNING = List.of(
            Results.BASELINE,
            Results.FIRST_CHOICE,
            "jconv2d-onednn",
            "jconv2d-onednn-nhwc",
            "jconv2d-measure",
            "jconv2d-measure-nhwc",
            "jconv2d-measure-vector",
            "onnxruntime");

    /** Ways of planning of which other sets have no more than one: they would take a third longer. */
    private static final Set<String> PLANNING_ONLY = Set.of(
            "jconv2d-onednn-vector", "jconv2d-measure-nhwc", "jconv2d-measure-vector", "jconv2d-measure-vector-nhwc");

    private Presets() {}

    /** The engines of all sets but the planning set. */
    static List<Engine> usualEngines() {
        return without(PLANNING_ONLY, Engines.all());
    }

    /** The engines of the planning set, without a peer that this build leaves out. */
    static List<Engine> planningEngines() {
        return PLANNING.stream()
                .flatMap(id ->
                        Engines.all().stream().filter(engine -> engine.id().equals(id)))
                .toList();
    }

    /** All cores, batch 1, on a few layers of each kind. */
    static List<Scenario> shortSet(List<Engine> engines) {
        return List.of(new Scenario(engines, Layers.shortSet(), 1, cores(), 1, ROUNDS));
    }

    /** What the README shows, and one thread. VGG, DeepLab, ResNeXt and odd shapes are for those who ask for them: all take hours. */
    static List<Scenario> fullSet(List<Engine> engines) {
        List<Engine> all = without(TOO_SLOW, engines);
        List<Engine> fast = without(SLOW, all);
        List<String> growing = new ArrayList<>(NETWORKS);
        growing.addAll(Layers.workloads().stream()
                .filter(name -> name.startsWith("scaling-"))
                .toList());
        List<Layer> networks = Layers.select(NETWORKS);
        return List.of(
                new Scenario(all, Layers.select(growing), 1, cores(), 1, ROUNDS),
                new Scenario(fast, networks, 16, cores(), 1, ROUNDS),
                new Scenario(fast, networks, 1, 1, 1, ROUNDS));
    }

    /** What PLANNING.md is made from: the networks, one caller with all cores. */
    static List<Scenario> planningSet(List<Engine> engines) {
        List<Layer> networks = Layers.select(NETWORKS);
        return List.of(
                new Scenario(engines, networks, 1, cores(), 1, ROUNDS),
                new Scenario(engines, networks, 16, cores(), 1, ROUNDS));
    }

    private static List<Engine> without(Set<String> ids, List<Engine> engines) {
        return engines.stream().filter(engine -> !ids.contains(engine.id())).toList();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
