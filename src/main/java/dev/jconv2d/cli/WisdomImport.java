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

/** Takes over what a file knows. */
@Command(
        name = "import",
        description =
                "Take over the entries of a file that export has written, instead of what is known of the same problems.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WisdomImport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON, as export writes it")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int entries = Wisdom.importFrom(file);
        // What was only remembered ends with this process.
        Path kept = Wisdom.file()
                .orElseThrow(
                        () -> new IOException("nothing was imported: there is no wisdom file that can be written"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("imported: " + WisdomCommand.counted(entries) + " into " + kept);
        out.flush();
        return 0;
    }
}
