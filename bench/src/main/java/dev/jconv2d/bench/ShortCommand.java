package dev.jconv2d.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the short set. */
@Command(
        name = "short",
        description = "Runs the short set: a few layers of each kind, batch 1, all cores; under 10 minutes.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShortCommand implements Callable<Integer> {
    @Mixin
    private EngineSelection selection;

    @Option(names = "--output", defaultValue = "results", description = "folder for the JSON; default: results")
    private Path output;

    @Override
    public Integer call() throws Exception {
        List<Engine> engines = selection.withBaseline();
        System.out.println(new Measuring("short", output).run(Presets.shortSet(engines), engines));
        return 0;
    }
}
