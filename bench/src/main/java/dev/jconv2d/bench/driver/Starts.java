package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.driver.Messages.Resident;
import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Start;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long engines take from the start of a JVM to their first result, in turns; native
 * libraries are unpacked before, but for those of engines that unpack them at each start. */
public final class Starts {
    /** A layer of ResNet-50; what it computes costs far less than what it loads. */
    private static final String PROBLEM = "ic64ih56oc64oh56kh3ph1";

    private final RunFolder folder;

    /**
     * A driver.
     *
     * @param folder for what the JVMs print
     */
    public Starts(RunFolder folder) {
        this.folder = folder;
    }

    /** Measures, the baseline under two names; an engine that does not run here is left out. */
    public List<Start> measure(List<Engine> engines, int rounds) throws IOException, InterruptedException {
        Map<String, Engine> named = new LinkedHashMap<>();
        for (Engine engine : engines) {
            named.put(engine.id(), engine);
            if (engine.id().equals(Results.BASELINE)) {
                named.put(Results.CONTROL, engine);
            }
        }
        List<Start> starts = new ArrayList<>();
        named.keySet().forEach(name -> starts.add(new Start(name, PROBLEM, new ArrayList<>(), new ArrayList<>())));
        // The first round finds cold file caches, and does not count.
        for (int round = -1; round < rounds; round++) {
            int index = 0;
            for (Engine engine : named.values()) {
                Start start = starts.get(index++);
                if (round <= 0 || !start.millis().isEmpty()) {
                    measure(engine, start, round >= 0);
                }
            }
        }
        starts.removeIf(start -> start.millis().isEmpty());
        return starts;
    }

    private void measure(Engine engine, Start start, boolean counts) throws IOException, InterruptedException {
        ProcessBuilder builder =
                WorkerProcess.builder(engine, folder, engine.id(), FirstResult.class, engine.id(), PROBLEM);
        long begin = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals(WorkerProcess.MARK)) {
                    double millis = (System.nanoTime() - begin) / 1e6;
                    Resident resident = Messages.JSON.readValue(reader.readLine(), Resident.class);
                    if (counts) {
                        start.millis().add(millis);
                        start.residentBytes().add(resident.memory().residentBytes());
                    }
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
