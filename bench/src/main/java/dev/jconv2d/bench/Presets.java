package dev.jconv2d.bench;

import dev.jconv2d.bench.driver.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The two sets of scenarios that results are kept of. */
final class Presets {
    private static final int ROUNDS = 7;
    /** Of the short set, and where calls take seconds. */
    private static final int FEW_ROUNDS = 5;

    /** Their time grows as the work does and takes hours at batch 16: batch 1 tells all. */
    private static final Set<String> TOO_SLOW = Set.of("loops", "jconv2d-reference", "jconv2d-java");
    /** What one thread and several callers are measured on. */
    private static final List<String> SERVICE =
            List.of("resnet50", "mobilenetv2-depthwise", "mobilenetv2-pointwise", "tiny");

    private Presets() {}

    /** All cores, batch 1, on a few layers of each kind. */
    static List<Scenario> shortSet(List<Engine> engines) {
        return List.of(new Scenario(engines, Layers.shortSet(), 1, cores(), 1, FEW_ROUNDS));
    }

    /** All layers; batches 1 and 16; one caller with all cores, one with one thread, as many as cores with one each. */
    static List<Scenario> fullSet(List<Engine> engines) {
        List<String> networks = new ArrayList<>(Layers.workloads());
        networks.removeIf(workload -> workload.startsWith("scaling-"));
        List<Engine> fast = engines.stream()
                .filter(engine -> !TOO_SLOW.contains(engine.id()))
                .toList();
        List<Layer> service = Layers.select(SERVICE);
        return List.of(
                new Scenario(engines, Layers.select(Layers.workloads()), 1, cores(), 1, ROUNDS),
                new Scenario(fast, service, 1, 1, 1, ROUNDS),
                new Scenario(fast, service, 1, 1, cores(), ROUNDS),
                new Scenario(fast, Layers.select(networks), 16, cores(), 1, FEW_ROUNDS));
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
