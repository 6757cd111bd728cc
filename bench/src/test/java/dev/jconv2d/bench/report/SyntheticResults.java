package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Machine;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Memory;
import dev.jconv2d.bench.results.Results.Outcome;
import dev.jconv2d.bench.results.Results.Start;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Results that nobody has measured, but such as a machine with two cores could give. */
final class SyntheticResults {
    private static final int ROUNDS = 7;
    private static final double PEAK = 115e9;

    private static final Map<String, List<String>> LAYERS = new LinkedHashMap<>();

    static {
        LAYERS.put(
                "resnet50",
                List.of(
                        "ic3ih224oc64oh112kh7sh2ph3n\"conv1\"",
                        "ic64ih56oc64oh56kh3ph1n\"res2\"",
                        "ic128ih28oc128oh28kh3ph1n\"res3\"",
                        "ic256ih14oc256oh14kh3ph1n\"res4\"",
                        "ic512ih7oc512oh7kh3ph1n\"res5\"",
                        "ic256ih56oc64oh56kh1n\"res2_reduce\""));
        LAYERS.put(
                "mobilenetv2-depthwise",
                List.of(
                        "g32ic32ih112oc32oh112kh3ph1n\"dw1\"",
                        "g96ic96ih112oc96oh56kh3sh2ph1n\"dw2\"",
                        "g384ic384ih14oc384oh14kh3ph1n\"dw8\"",
                        "g960ic960ih7oc960oh7kh3ph1n\"dw17\""));
        LAYERS.put(
                "mobilenetv2-pointwise",
                List.of(
                        "ic16ih112oc96oh112kh1n\"pw2\"",
                        "ic32ih28oc192oh28kh1n\"pw5\"",
                        "ic960ih7oc320oh7kh1n\"pw17\""));
        LAYERS.put("vgg16", List.of("ic64ih224oc64oh224kh3ph1n\"conv1_2\"", "ic512ih14oc512oh14kh3ph1n\"conv5\""));
        LAYERS.put(
                "deeplab",
                List.of("ic256ih33oc256oh33kh3dh5ph6n\"aspp6\"", "ic256ih33oc256oh33kh3dh11ph12n\"aspp12\""));
        LAYERS.put(
                "resnext50",
                List.of("g32ic128ih56oc128oh56kh3ph1n\"block2\"", "g32ic512ih14oc512oh14kh3ph1n\"block4\""));
        LAYERS.put("odd", List.of("ic17ih31iw97oc23kh5kw3ph2pw1n\"primes\"", "ic3ih200oc13kh11sh4n\"alexish\""));
        LAYERS.put("tiny", List.of("ic1ih12oc4oh10kh3n\"tiny1\"", "ic8ih8oc8oh8kh3ph1n\"tiny2\""));
        LAYERS.put(
                "scaling-channels",
                List.of(
                        "ic16ih28oc16kh3ph1",
                        "ic32ih28oc32kh3ph1",
                        "ic64ih28oc64kh3ph1",
                        "ic128ih28oc128kh3ph1",
                        "ic256ih28oc256kh3ph1",
                        "ic512ih28oc512kh3ph1"));
        LAYERS.put(
                "scaling-batch", List.of("mb1ic64ih56oc64kh3ph1", "mb4ic64ih56oc64kh3ph1", "mb16ic64ih56oc64kh3ph1"));
        LAYERS.put(
                "scaling-size",
                List.of(
                        "ic64ih7oc64kh3ph1",
                        "ic64ih14oc64kh3ph1",
                        "ic64ih28oc64kh3ph1",
                        "ic64ih56oc64kh3ph1",
                        "ic64ih112oc64kh3ph1",
                        "ic64ih224oc64kh3ph1"));
    }

    private final SplittableRandom random = new SplittableRandom(7);

    private SyntheticResults() {}

    static Results make() {
        return new SyntheticResults().results();
    }

    private Results results() {
        Map<String, String> engines = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        List<Start> starts = new ArrayList<>();
        for (SyntheticEngine engine : SyntheticEngine.ALL) {
            engines.put(engine.id(), "1.0");
            if (!Results.CONTROLS.containsValue(engine.id())) {
                labels.put(engine.id(), engine.label());
            }
            if (!engine.id().equals(Results.FIRST_CHOICE_CONTROL)) {
                starts.add(new Start(
                        engine.id(),
                        "mb1ic64ih56oc64oh56kh3ph1",
                        List.of(noisy(270), noisy(270), noisy(230)),
                        List.of(90_000_000L)));
            }
        }
        List<Comparison> comparisons = new ArrayList<>(List.of(
                comparison(1, 2, 1, true),
                comparison(16, 2, 1, false),
                comparison(1, 1, 1, false),
                comparison(1, 1, 2, false)));
        return new Results(
                Results.VERSION,
                "2026-11-20T10:00:00Z",
                "full",
                "0123456",
                new Machine(
                        "A Processor of Two Cores",
                        List.of("avx2", "avx512f"),
                        2,
                        16_000_000_000L,
                        "Linux 6.1, glibc 2.36",
                        new LinkedHashMap<>(Map.of(2, 2 * PEAK)),
                        new LinkedHashMap<>(Map.of(2, 28e9))),
                "OpenJDK 17.0.15",
                engines,
                labels,
                comparisons,
                starts);
    }

    private Comparison comparison(int batch, int threads, int callers, boolean scaling) {
        List<LayerResult> layers = new ArrayList<>();
        LAYERS.forEach((group, problems) -> {
            if (scaling || !Names.isScaling(group)) {
                problems.forEach(problem -> layers.add(layer(group, problem, batch, threads, callers)));
            }
        });
        Map<String, Memory> memory = new LinkedHashMap<>();
        for (SyntheticEngine engine : SyntheticEngine.ALL) {
            memory.put(engine.id(), new Memory(150_000_000L, 400_000_000L));
        }
        return new Comparison(batch, threads, callers, ROUNDS, layers, memory);
    }

    private LayerResult layer(String group, String text, int batch, int threads, int callers) {
        Spelling spelling = Spelling.parse(text);
        Geometry problem = spelling.geometry(batch * spelling.batch().orElse(1));
        double flops = 2.0
                * problem.outputElements()
                * problem.inChannelsPerGroup()
                * problem.height().kernel()
                * problem.width().kernel();
        double bytes = 4.0 * (problem.inputElements() + problem.outputElements());
        int cores = threads * callers;
        double best = 3e3 + 1e9 * Math.max(flops / (0.8 * cores * PEAK), bytes / 28e9);
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        double[] drift = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            drift[i] = noisy(noisy(1));
        }
        for (SyntheticEngine engine : SyntheticEngine.ALL) {
            measurements.put(engine.id(), measurement(engine, problem, best * engine.ratio(problem), drift));
        }
        String name = spelling.name().isEmpty() ? text.replaceAll("oc.*", "") : spelling.name();
        return new LayerResult(group, name, problem.toString(), flops, bytes, measurements);
    }

    private Measurement measurement(SyntheticEngine engine, Geometry problem, double nanos, double[] drift) {
        if (engine.id().equals("pytorch") && problem.height().dilation() == 6) {
            return new Measurement(Outcome.WRONG, "output[17] = 3.25 instead of 3.5", List.of(), 0, 0);
        }
        if (engine.id().equals("djl-pytorch") && problem.inChannels() == 17) {
            return new Measurement(Outcome.UNSUPPORTED, "no odd channels", List.of(), 0, 0);
        }
        List<Double> times = new ArrayList<>();
        boolean slow = nanos > 5e8;
        for (int i = 0; i < (slow ? 1 : ROUNDS); i++) {
            times.add(noisy(nanos * drift[i]));
        }
        return new Measurement(
                slow ? Outcome.SLOW : Outcome.TIMED,
                "kernel:" + engine.id(),
                times,
                noisy(2e6),
                engine.heapBytes(problem.batch()));
    }

    /** Two percent, and now and then a stall. */
    private double noisy(double value) {
        double stall = random.nextInt(40) == 0 ? 1.6 : 1;
        return value * stall * (1 + 0.02 * (random.nextDouble() + random.nextDouble() - 1));
    }
}
