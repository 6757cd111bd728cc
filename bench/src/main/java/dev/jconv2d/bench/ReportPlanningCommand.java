package dev.jconv2d.bench;

import dev.jconv2d.bench.report.PlanningReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the page about planning from three runs. */
@Command(
        name = "report-planning",
        description = "Writes PLANNING.md and charts/planning.svg from three runs of the planning set.",
        mixinStandardHelpOptions = true)
final class ReportPlanningCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "results of the planning set, three; default: the last three in results")
    private @Nullable List<Path> runs;

    @Override
    public Integer call() throws Exception {
        PlanningReport report = new PlanningReport(Path.of(".."));
        report.write(runs == null ? report.newest() : runs);
        return 0;
    }
}
