package dev.jconv2d.bench;

import dev.jconv2d.bench.driver.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a set of scenarios, and from JVM start to the first result where the set has that. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class PresetCommand implements Callable<Integer> {
    private final String set;
    private final Function<List<Engine>, List<Scenario>> scenarios;

    @Mixin
    private EngineSelection selection;

    @Option(names = "--output", defaultValue = "results", description = "folder for the JSON; default: results")
    private Path output;

    PresetCommand(String set, Function<List<Engine>, List<Scenario>> scenarios) {
        this.set = set;
        this.scenarios = scenarios;
    }

    @Override
    public final Integer call() throws Exception {
        List<Engine> engines = selection.withBaseline(engines());
        List<Engine> starting = startsCount() ? engines : List.of();
        System.out.println(new Measuring(set, output).run(scenarios.apply(engines), starting));
        return 0;
    }

    /** What runs if nobody says what. */
    List<Engine> engines() {
        return Presets.usualEngines();
    }

    /** Whether starts of JVMs belong to the set. */
    boolean startsCount() {
        return true;
    }
}
