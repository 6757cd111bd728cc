package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Layer;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.bench.driver.Messages.Prepare;
import dev.jconv2d.bench.driver.Messages.Prepared;
import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Memory;
import dev.jconv2d.bench.results.Results.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Times engines in turns, A B C and in another order each round, so that the machine's drift hits all alike: each in a JVM of its own, which
 * waits while others run. Engines that others are held against take part twice, under two
 * names.
 */
public final class InterleavedDriver {
    private static final long TURN_NANOS = 20_000_000;
    /** An engine whose first call takes longer is timed by its second call alone. */
    private static final long SLOW_NANOS_AN_IMAGE = 500_000_000;

    private final RunFolder folder;
    private final PrintWriter progress;
    private final Random random = new Random(1);
    /** Versions of the engines that have run, by id. */
    private final Map<String, String> versions = new TreeMap<>();

    /**
     * A driver.
     *
     * @param folder for what passes between the JVMs, and for what they print
     */
    public InterleavedDriver(RunFolder folder, PrintWriter progress) {
        this.folder = folder;
        this.progress = progress;
    }

    public Map<String, String> versions() {
        return versions;
    }

    /** What is told of a comparison while it grows. */
    public interface Listener {
        /** A layer more has been measured. */
        void measured(Comparison soFar) throws IOException;
    }

    /** Measures. */
    public Comparison run(Scenario scenario, Listener listener) throws IOException, InterruptedException {
        List<Contestant> contestants = contestants(scenario);
        try {
            List<LayerResult> layers = new ArrayList<>();
            Comparison comparison = comparison(scenario, layers, Map.of());
            for (Layer layer : scenario.layers()) {
                layers.add(run(scenario, contestants, layer));
                listener.measured(comparison);
            }
            Map<String, Memory> memory = new LinkedHashMap<>();
            for (Contestant contestant : contestants) {
                memory.put(contestant.name(), contestant.memory());
            }
            return comparison(scenario, layers, memory);
        } finally {
            contestants.forEach(Contestant::close);
        }
    }

    private static Comparison comparison(Scenario scenario, List<LayerResult> layers, Map<String, Memory> memory) {
        return new Comparison(
                scenario.batch(), scenario.threads(), scenario.callers(), scenario.rounds(), layers, memory);
    }

    private List<Contestant> contestants(Scenario scenario) {
        List<Contestant> contestants = new ArrayList<>();
        for (Engine engine : scenario.engines()) {
            contestants.add(contestant(engine.id(), engine, scenario));
            String control = Results.CONTROLS.get(engine.id());
            if (control != null) {
                contestants.add(contestant(control, engine, scenario));
            }
        }
        return contestants;
    }

    private Contestant contestant(String name, Engine engine, Scenario scenario) {
        return new Contestant(name, engine, scenario.threads(), scenario.callers(), folder);
    }

    private LayerResult run(Scenario scenario, List<Contestant> contestants, Layer layer)
            throws IOException, InterruptedException {
        LayerData data = new LayerData(layer, scenario.batch());
        Path file = folder.temporary().resolve("expected.f32");
        Expected expected = Expected.write(file, data);
        Prepare request = new Prepare(
                layer.at(1).toString(),
                scenario.batch(),
                file.toString(),
                expected.tolerance(),
                SLOW_NANOS_AN_IMAGE * scenario.batch());
        for (Contestant contestant : contestants) {
            Prepared prepared = contestant.prepare(request);
            if (prepared.outcome() == Outcome.WRONG || prepared.outcome() == Outcome.FAILED) {
                progress.println("  " + contestant.name() + " on " + layer.name() + ": " + prepared.outcome() + ", "
                        + prepared.note());
            }
        }
        Files.delete(file);
        takeTurns(contestants, scenario.rounds());
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            measurements.put(contestant.name(), contestant.finish());
            versions.put(contestant.name(), contestant.version());
        }
        LayerResult result = new LayerResult(
                layer.group(),
                layer.name(),
                data.problem().toString(),
                layer.flops(scenario.batch()),
                layer.bytes(scenario.batch()),
                measurements);
        progress.println("  " + ProgressLine.of(result));
        progress.flush();
        return result;
    }

    private void takeTurns(List<Contestant> contestants, int rounds) throws InterruptedException {
        List<Contestant> order = new ArrayList<>(contestants);
        for (int round = 0; round < rounds; round++) {
            // Another order each time: nobody always follows the same neighbour.
            Collections.shuffle(order, random);
            for (Contestant contestant : order) {
                contestant.turn(TURN_NANOS);
            }
        }
    }
}
