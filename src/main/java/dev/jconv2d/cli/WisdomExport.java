package dev.jconv2d.cli;

import dev.jconv2d.Wisdom;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what is known to a file. */
@Command(
        name = "export",
        description = "Write all that is known to a file.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WisdomExport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON; replaced if it exists")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int entries = Wisdom.exportTo(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println("exported: " + WisdomCommand.counted(entries) + " to " + file);
        out.flush();
        return 0;
    }
}
