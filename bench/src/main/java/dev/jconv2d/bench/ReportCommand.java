package dev.jconv2d.bench;

import dev.jconv2d.bench.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the tables, charts and pages from results. */
@Command(
        name = "report",
        description = "Writes the README's section, RESULTS.md and charts/ from results.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "results, such as results/2026-11-23T100000Z-full.json")
    private Path results;

    @Override
    public Integer call() throws Exception {
        new Report(Path.of("..")).write(results);
        return 0;
    }
}
