package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.RuntimeInfo;
import dev.jconv2d.RuntimeWarning;
import dev.jconv2d.Wisdom;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what computes here, and why. */
@Command(
        name = "info",
        description = "What computes here and why: backends, versions, threads, configuration, and what will hurt.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Backend requested = Backend.byDefault();
        BackendStatus status = BackendStatus.of(requested);
        line(out, "jconv2d", RuntimeInfo.version());
        line(out, "backend", requested + (requested == status.selected() ? "" : " -> " + status.selected()));
        line(out, "reason", status.reason());
        line(out, "version", status.version());
        line(out, "isa", status.isa());
        line(out, "threads", status.threads());
        for (Backend backend : new Backend[] {Backend.ONEDNN, Backend.JAVA, Backend.REFERENCE}) {
            BackendStatus one = BackendStatus.of(backend);
            line(out, backend.name(), one.available() ? "available: " + one.version() : "unavailable: " + one.reason());
        }
        line(out, "java", System.getProperty("java.version") + " " + System.getProperty("java.vm.name"));
        line(out, "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        line(out, "cores", Runtime.getRuntime().availableProcessors());
        line(out, "native cache", RuntimeInfo.nativeCacheDirectory());
        line(out, "wisdom entries", Wisdom.size());
        // Behind the entries: reading them may have shown that the file is of no use.
        line(out, "wisdom file", Wisdom.file().map(Path::toString).orElse("-"));
        RuntimeInfo.configuration().forEach((key, value) -> line(out, "native-config " + key, value));
        List<RuntimeWarning> warnings = RuntimeInfo.warnings();
        warnings.forEach(warning -> line(out, "warning", warning));
        if (warnings.isEmpty()) {
            line(out, "warnings", "none");
        }
        out.flush();
        return 0;
    }

    private static void line(PrintWriter out, String key, Object value) {
        out.println(key + ": " + value);
    }
}
