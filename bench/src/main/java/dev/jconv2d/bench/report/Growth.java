package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.internal.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One layer with one dimension growing, one caller with all cores.
 *
 * @param group such as {@code scaling-batch}
 * @param batch images a call; 0 where that is what grows
 * @param layers from the smallest to the largest
 */
record Growth(String group, int batch, List<LayerResult> layers) {
    private static final String BATCH = Names.SCALING + "batch";
    private static final String CHANNELS = Names.SCALING + "channels";

    /** All that results hold. Where the batch grows, the layers come from several comparisons. */
    static List<Growth> of(Overview overview) {
        Map<Growth, List<LayerResult>> layers = new LinkedHashMap<>();
        for (Comparison comparison : overview.main()) {
            for (LayerResult layer : comparison.layers()) {
                if (Names.isScaling(layer.group())) {
                    int batch = layer.group().equals(BATCH) ? 0 : comparison.batch();
                    layers.computeIfAbsent(new Growth(layer.group(), batch, List.of()), key -> new ArrayList<>())
                            .add(layer);
                }
            }
        }
        List<Growth> growths = new ArrayList<>();
        layers.forEach((key, found) -> {
            List<LayerResult> sorted = found.stream()
                    .sorted(Comparator.comparingDouble(LayerResult::flops))
                    .toList();
            growths.add(new Growth(key.group, key.batch, sorted));
        });
        return growths;
    }

    String title() {
        return dimension() + (batch == 0 ? "" : ", batch " + batch);
    }

    /** What grows. */
    String dimension() {
        if (group.equals(BATCH)) {
            return "batch";
        }
        return group.equals(CHANNELS) ? "channels" : "image size";
    }

    /** How far it has grown in a layer. */
    int extent(LayerResult layer) {
        Spelling problem = Spelling.parse(layer.problem());
        if (group.equals(BATCH)) {
            return problem.batch().orElse(1);
        }
        return group.equals(CHANNELS) ? problem.options().inChannels() : problem.height();
    }

    LayerResult largest() {
        return layers.get(layers.size() - 1);
    }

    /** Whether there is growth at all. */
    boolean exists() {
        return layers.size() > 1;
    }

    /** An engine's time for a layer's work by what the same work takes in the largest layer. */
    double relative(LayerResult layer, String engine) {
        return Statistics.gflops(largest(), engine) / Statistics.gflops(layer, engine);
    }
}
