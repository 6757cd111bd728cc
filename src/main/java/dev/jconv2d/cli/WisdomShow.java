package dev.jconv2d.cli;

import dev.jconv2d.Wisdom;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what is known. */
@Command(
        name = "show",
        description = "Print an entry a line: problem, formats, threads, fused operations, winner, its time.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class WisdomShow implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Wisdom.describe().forEach(out::println);
        out.flush();
        return 0;
    }
}
