package dev.jconv2d.bench;

import dev.jconv2d.bench.driver.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what is asked for. */
@Command(
        name = "compare",
        description = "Compares engines in turns on layers, batches, threads and callers of your choice.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private EngineSelection engines;

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "LAYERS",
            description = "workloads (see list), resnet50/conv1, or oneDNN's spelling; default: the short set")
    private @Nullable List<String> layers;

    @Option(names = "--batch", split = ",", defaultValue = "1", description = "images a call; default: 1")
    private List<Integer> batches;

    @Option(names = "--threads", split = ",", description = "threads of one call; default: all cores")
    private @Nullable List<Integer> threads;

    @Option(names = "--callers", split = ",", defaultValue = "1", description = "threads that call at once; default: 1")
    private List<Integer> callers;

    @Option(names = "--rounds", defaultValue = "7", description = "turns of each engine on each layer; default: 7")
    private int rounds;

    @Option(names = "--output", defaultValue = "results", description = "folder for the JSON; default: results")
    private Path output;

    @Override
    public Integer call() throws Exception {
        Options.requirePositive("--batch", batches);
        Options.requirePositive("--callers", callers);
        Options.requirePositive("--rounds", List.of(rounds));
        List<Engine> chosen = engines.withBaseline(Engines.all());
        List<Layer> selected = layers == null ? Layers.shortSet() : Layers.select(layers);
        List<Integer> eachThreads =
                threads == null ? List.of(Runtime.getRuntime().availableProcessors()) : threads;
        Options.requirePositive("--threads", eachThreads);
        List<Scenario> scenarios = new ArrayList<>();
        for (int batch : batches) {
            for (int threadsOfCall : eachThreads) {
                for (int callersAtOnce : callers) {
                    scenarios.add(new Scenario(chosen, selected, batch, threadsOfCall, callersAtOnce, rounds));
                }
            }
        }
        System.out.println(new Measuring("custom", output).run(scenarios, List.of()));
        return 0;
    }
}
