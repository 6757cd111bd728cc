package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanningReportTest {
    private static final String CHART = "bench/charts/planning.svg";

    @TempDir
    private Path root;

    private PlanningReport report;

    @BeforeEach
    void write() throws IOException {
        report = new PlanningReport(root);
        for (SyntheticPlanning run : SyntheticPlanning.three()) {
            write(run.times("onnxruntime", 1.25).times("jconv2d-measure", 1.5));
        }
        report.write(report.newest());
    }

    private void write(SyntheticPlanning run) throws IOException {
        var results = run.results();
        String name = results.date().replace(":", "") + "-planning.json";
        ResultsFile.write(root.resolve("bench/results").resolve(name), results);
    }

    private String page() throws IOException {
        return Files.readString(root.resolve("bench/PLANNING.md"));
    }

    @Test
    void whatWasJustWrittenIsNotStale() throws IOException {
        assertEquals(List.of(), report.stale(report.newest()));
        String page = page();
        report.write(report.newest());
        assertEquals(page, page());
    }

    @Test
    void thePageSaysWhatItWasMadeFrom() throws IOException {
        String page = page();
        for (int run = 1; run <= 3; run++) {
            assertTrue(page.contains("Run " + run + ", results/2026-11-2" + run + "T100000Z-planning.json:"), page);
            assertTrue(page.contains("- Commit c0ffee" + run + ", 2026-11-2" + run + ", set `planning`"), page);
        }
        assertTrue(page.contains("- Machine: A Processor of Two Cores, 2 of its cores"), page);
        assertTrue(page.contains("- MEASURE: `jconv2d-measure`, 1.15"), page);
        assertTrue(page.contains("](charts/planning.svg)"), page);
    }

    @Test
    void thePageHoldsEachTable() throws IOException {
        String page = page();
        assertTrue(page.contains("| MEASURE / ONNX Runtime, tiny | 0.20 | 1.200 **missed** |"), page);
        for (String base : List.of("oneDNN's first choice", "ONNX Runtime", "oneDNN, its own layout")) {
            assertTrue(page.contains("| time / " + base + " |"), page);
        }
        assertEquals(
                10,
                section(page, "## Where MEASURE is slower than oneDNN's first choice")
                        .lines()
                        .filter(line -> line.contains("1.50, ± 0.0 %"))
                        .count());
        assertTrue(section(page, "## Where MEASURE, vectors is slower than oneDNN's first choice")
                .contains("\nNone.\n"));
        assertTrue(section(page, "## Where MEASURE, channels_last is slower than oneDNN, its own layout")
                .contains("\nNone.\n"));
        assertTrue(section(page, "## Where MEASURE, channels_last is faster than oneDNN, its own layout")
                .contains("\nNone.\n"));
        assertTrue(section(page, "## Layer by layer").contains("| ResNet-50 b b16 | 1.00<br><sub>`kernel-1:onednn`"));
        assertFalse(page.contains("## What is not in the means"), page);
    }

    private static String section(String page, String heading) {
        int begin = page.indexOf(heading + "\n");
        assertTrue(begin >= 0, heading);
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end + 1);
    }

    @Test
    void failuresAreTold() throws IOException {
        write(new SyntheticPlanning(2).fails("jconv2d-measure", "tiny/e b16"));
        report.write(report.newest());
        assertTrue(section(page(), "## What is not in the means")
                .contains("Run 2:\n\n- jconv2d-measure **failed** (`broken`): tiny e b16\n"));
    }

    @Test
    void theChartHasTheNumbersAndItsSource() throws IOException {
        String chart = Files.readString(root.resolve(CHART));
        assertTrue(chart.contains(">1.25</text>"), chart);
        assertTrue(chart.contains(">1.50</text>"), chart);
        assertTrue(chart.contains(">MEASURE, channels_last</text>"), chart);
        assertTrue(chart.matches(
                "(?s).*<desc>(results/2026-11-2\\dT100000Z-planning.json sha256:[0-9a-f]{64}(, |</desc>)){3}.*"));
    }

    @Test
    void anotherNumberIsStale() throws IOException {
        Files.writeString(report.page(), page().replaceFirst("1\\.200", "1.100"));
        assertEquals(List.of("bench/PLANNING.md"), report.stale(report.newest()));
    }

    @Test
    void otherResultsAreStale() throws IOException {
        write(new SyntheticPlanning(2).times("onnxruntime", 2));
        assertEquals(List.of("bench/PLANNING.md", CHART), report.stale(report.newest()));
    }

    @Test
    void aLaterRunIsStale() throws IOException {
        write(new SyntheticPlanning(4).times("onnxruntime", 1.25).times("jconv2d-measure", 1.5));
        List<Path> newest = report.newest();
        assertEquals(
                List.of("22", "23", "24"),
                newest.stream()
                        .map(file -> file.getFileName().toString().substring(8, 10))
                        .toList());
        assertEquals(List.of("bench/PLANNING.md", CHART), report.stale(newest));
    }

    @Test
    void missingOutputsAreStale() throws IOException {
        Files.delete(report.page());
        Files.delete(root.resolve(CHART));
        assertEquals(List.of("bench/PLANNING.md", CHART), report.stale(report.newest()));
    }

    @Test
    void otherResultsAreNoRuns() throws IOException {
        ResultsFile.write(root.resolve("bench/results/2026-12-01T100000Z-full.json"), SyntheticResults.make());
        assertTrue(report.newest().stream().allMatch(file -> file.toString().endsWith("-planning.json")));
        assertEquals(3, report.newest().size());
        assertEquals(List.of(), new PlanningReport(root.resolve("elsewhere")).newest());
    }

    @Test
    void twoRunsAreTooFew() throws IOException {
        Files.delete(report.newest().get(0));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> report.write(report.newest()));
        assertTrue(refused.getMessage().contains("= 2: must be 3"), refused.getMessage());
    }

    /** Both kinds of report share the folder of charts. */
    @Test
    void theMainReportLeavesThisChartAlone() throws IOException {
        Files.writeString(root.resolve("README.md"), "<!-- bench:begin -->\n<!-- bench:end -->\n");
        Path results = root.resolve("bench/results/made-up.json");
        ResultsFile.write(results, SyntheticResults.make());
        Report main = new Report(root);
        main.write(results);
        assertEquals(List.of(), main.stale(results));
        assertTrue(Files.exists(root.resolve(CHART)));
        assertEquals(List.of(), report.stale(report.newest()));
    }
}
