package dev.jconv2d.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the full set. */
@Command(
        name = "full",
        description = "Runs the full set: all layers, batches, threads and callers; about an hour and a half.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FullCommand implements Callable<Integer> {
    @Mixin
    private EngineSelection selection;

    @Option(names = "--output", defaultValue = "results", description = "folder for the JSON; default: results")
    private Path output;

    @Override
    public Integer call() throws Exception {
        List<Engine> engines = selection.withBaseline();
        System.out.println(new Measuring("full", output).run(Presets.fullSet(engines), engines));
        return 0;
    }
}
