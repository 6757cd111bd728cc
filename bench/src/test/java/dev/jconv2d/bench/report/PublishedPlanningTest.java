package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What PLANNING.md shows is what the last three runs of the planning set have measured. */
class PublishedPlanningTest {
    private final PlanningReport report = new PlanningReport(Path.of(".."));

    @Test
    void whatIsShownIsWhatWasMeasured() throws IOException {
        List<Path> runs = report.newest();
        boolean published = Files.exists(report.page());
        assumeTrue(published || runs.size() == PlanningReport.RUNS, "no planning runs are published yet");
        assertEquals(PlanningReport.RUNS, runs.size(), "results that " + report.page() + " was made from are missing");
        assertEquals(
                List.of(),
                report.stale(runs),
                "not as the results give it; write it anew with the command: report-planning");
    }
}
