package dev.jconv2d.bench;

import dev.jconv2d.bench.driver.InterleavedDriver;
import dev.jconv2d.bench.driver.RunFolder;
import dev.jconv2d.bench.driver.Scenario;
import dev.jconv2d.bench.driver.Starts;
import dev.jconv2d.bench.machine.Commit;
import dev.jconv2d.bench.machine.MachineFacts;
import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.Start;
import dev.jconv2d.bench.results.ResultsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run: scenarios one after another, the results in a file that grows with each, so that what was measured is kept. */
final class Measuring {
    private static final int START_ROUNDS = 5;

    private final PrintWriter progress = new PrintWriter(System.err, true, Charset.defaultCharset());
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    /** Now: the tree may change while this runs. */
    private final String commit = Commit.current();

    private final String set;
    private final Path output;

    /**
     * A run.
     *
     * @param set its name
     * @param folder where the results go
     */
    Measuring(String set, Path folder) {
        this.set = set;
        this.output = folder.resolve(begin.toString().replace(":", "") + "-" + set + ".json");
    }

    /** Measures, and tells where the results are. */
    Path run(List<Scenario> scenarios, List<Engine> startEngines) throws IOException, InterruptedException {
        try (RunFolder folder =
                new RunFolder(Path.of("target", "logs", output.getFileName().toString()))) {
            return run(folder, scenarios, startEngines);
        }
    }

    private Path run(RunFolder folder, List<Scenario> scenarios, List<Engine> startEngines)
            throws IOException, InterruptedException {
        progress.println("measuring the machine's limits");
        Results.Machine machine = MachineFacts.measure();
        InterleavedDriver driver = new InterleavedDriver(folder, progress);
        List<Comparison> comparisons = new ArrayList<>();
        List<Start> starts = List.of();
        if (!startEngines.isEmpty()) {
            progress.println("from JVM start to the first result, " + START_ROUNDS + " rounds");
            starts = new Starts(folder).measure(startEngines, START_ROUNDS);
        }
        for (Scenario scenario : scenarios) {
            progress.println(scenario.title() + ", " + scenario.layers().size() + " layers, " + scenario.rounds()
                    + " rounds; times relative to " + Results.BASELINE);
            List<Start> measuredStarts = starts;
            comparisons.add(driver.run(scenario, soFar -> {
                List<Comparison> all = new ArrayList<>(comparisons);
                all.add(soFar);
                ResultsFile.write(output, results(machine, scenarios, driver.versions(), all, measuredStarts));
            }));
            ResultsFile.write(output, results(machine, scenarios, driver.versions(), comparisons, starts));
        }
        return output;
    }

    private Results results(
            Results.Machine machine,
            List<Scenario> scenarios,
            Map<String, String> versions,
            List<Comparison> comparisons,
            List<Start> starts) {
        Map<String, String> labels = scenarios.stream()
                .flatMap(scenario -> scenario.engines().stream())
                .collect(Collectors.toMap(Engine::id, Engine::label, (a, b) -> a, TreeMap::new));
        return new Results(
                Results.VERSION,
                begin.toString(),
                set,
                commit,
                machine,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                versions,
                labels,
                List.copyOf(comparisons),
                starts);
    }
}
