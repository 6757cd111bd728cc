package dev.jconv2d.bench;

import dev.jconv2d.bench.driver.Scenario;
import java.util.List;
import java.util.Set;

/** The two sets of scenarios that results are kept of. */
final class Presets {
    private static final int ROUNDS = 5;

    /** Hundreds of times slower than the others: they are for short sets, and layers that one asks for. */
    private static final Set<String> TOO_SLOW = Set.of("loops", "jconv2d-reference");

    /** Many times slower: one call at a time tells all. */
    private static final Set<String> SLOW = Set.of("netlib", "systemds");
    /** What one thread, several callers and batches are measured on. */
    private static final List<String> SERVICE =
            List.of("resnet50", "mobilenetv2-depthwise", "mobilenetv2-pointwise", "tiny");

    private Presets() {}

    /** All cores, batch 1, on a few layers of each kind. */
    static List<Scenario> shortSet(List<Engine> engines) {
        return List.of(new Scenario(engines, Layers.shortSet(), 1, cores(), 1, ROUNDS));
    }

    /** All layers at batch 1; some at batch 16, with one caller that has all cores, one with one thread, as many as cores with one each. */
    static List<Scenario> fullSet(List<Engine> engines) {
        List<Engine> all = without(TOO_SLOW, engines);
        List<Engine> fast = without(SLOW, all);
        List<Layer> service = Layers.select(SERVICE);
        return List.of(
                new Scenario(all, Layers.select(Layers.workloads()), 1, cores(), 1, ROUNDS),
                new Scenario(fast, service, 1, 1, 1, ROUNDS),
                new Scenario(fast, service, 1, 1, cores(), ROUNDS),
                new Scenario(fast, service, 16, cores(), 1, ROUNDS));
    }

    private static List<Engine> without(Set<String> ids, List<Engine> engines) {
        return engines.stream().filter(engine -> !ids.contains(engine.id())).toList();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
