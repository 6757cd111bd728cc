package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.BackendUnavailableException;
import dev.jconv2d.cli.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks backends against expected outputs. */
@Command(
        name = "verify",
        description = "Check backends against PyTorch's outputs: the built-in goldens, or files of your own.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
    private static final List<Backend> ALL = List.of(Backend.ONEDNN, Backend.JAVA, Backend.REFERENCE);

    @Option(names = "--cases", paramLabel = "FILE.cases", description = "cases with their expected outputs")
    private @Nullable Path cases;

    @Option(names = "--errors", paramLabel = "FILE.tsv", description = "calls, a row each, that must be refused")
    private @Nullable Path errors;

    @Option(
            names = "--backend",
            split = ",",
            paramLabel = "NAME",
            description = "onednn, java or reference, several with commas; default: all that are available")
    private @Nullable List<Backend> backends;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Case> tasks = cases != null ? CaseFile.read(cases) : errors != null ? List.of() : Goldens.cases();
        List<Refusal> refusals = errors == null ? List.of() : RefusalFile.read(errors);
        Verifier verifier = new Verifier(spec.commandLine().getOut()::println);
        for (Backend backend : chosen()) {
            BackendStatus status = BackendStatus.of(backend);
            if (!status.available()) {
                throw new BackendUnavailableException(
                        "backend " + backend + " is unavailable: " + status.reason(), status.cause());
            }
            progress("verify: " + (tasks.size() + refusals.size()) + " on " + status.selected() + " ("
                    + status.version() + ", isa " + status.isa() + ")");
            verifier.cases(tasks, backend);
            verifier.refusals(refusals, backend);
        }
        spec.commandLine().getOut().println(verifier.passed() + " passed, " + verifier.failed() + " failed");
        spec.commandLine().getOut().flush();
        return verifier.failed() == 0 ? 0 : 1;
    }

    private List<Backend> chosen() {
        if (backends != null) {
            return backends;
        }
        List<Backend> available = new ArrayList<>();
        for (Backend backend : ALL) {
            BackendStatus status = BackendStatus.of(backend);
            if (status.available()) {
                available.add(backend);
            } else {
                progress("verify: without " + backend + ": " + status.reason());
            }
        }
        return available;
    }

    private void progress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
