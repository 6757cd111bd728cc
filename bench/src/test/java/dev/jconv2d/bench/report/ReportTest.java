package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final List<String> CHARTS =
            List.of("bench/charts/peers.svg", "bench/charts/roofline.svg", "bench/charts/scaling.svg");

    @TempDir
    private Path root;

    private Path readme;
    private Path results;
    private Report report;

    @BeforeEach
    void write() throws IOException {
        readme = root.resolve("README.md");
        results = root.resolve("bench/results/made-up.json");
        report = new Report(root);
        Files.writeString(readme, "# Before\n\n<!-- bench:begin -->\n<!-- bench:end -->\n\nAfter\n");
        ResultsFile.write(results, SyntheticResults.make());
        report.write(results);
    }

    @Test
    void whatWasJustWrittenIsNotStale() throws IOException {
        assertEquals(List.of(), report.stale(results));
        assertEquals(Optional.of(results), report.published());
    }

    @Test
    void writingAgainChangesNothing() throws IOException {
        String before = Files.readString(readme);
        String chart = Files.readString(root.resolve(CHARTS.get(0)));
        report.write(results);
        assertEquals(before, Files.readString(readme));
        assertEquals(chart, Files.readString(root.resolve(CHARTS.get(0))));
    }

    @Test
    void theReadmeKeepsWhatIsNotGenerated() throws IOException {
        String text = Files.readString(readme);
        assertTrue(text.startsWith("# Before\n\n<!-- bench:begin results/made-up.json -->\n"), text);
        assertTrue(text.endsWith("<!-- bench:end -->\n\nAfter\n"), text);
    }

    @Test
    void measuringHasARowAndAControlHasNone() throws IOException {
        for (String name : List.of("README.md", "bench/RESULTS.md")) {
            String text = Files.readString(root.resolve(name));
            assertTrue(text.contains("\n| jconv2d MEASURE | "), text);
            assertFalse(text.contains("\n| oneDNN's C API, NCHW in and out, again |"), text);
        }
        String chart = Files.readString(root.resolve(CHARTS.get(0)));
        assertTrue(chart.contains(">jconv2d MEASURE</text>"), chart);
        assertFalse(chart.contains("again</text>"), chart);
    }

    @Test
    void linesThatACheckoutHasEndedOtherwiseAreTheSame() throws IOException {
        for (Path file : List.of(readme, results, root.resolve("bench/RESULTS.md"))) {
            Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        }
        assertEquals(List.of(), report.stale(results));
    }

    @Test
    void anotherNumberIsStale() throws IOException {
        for (String name : List.of("README.md", "bench/RESULTS.md")) {
            Path file = root.resolve(name);
            String text = Files.readString(file);
            Files.writeString(file, text.replaceFirst("\\| 1 \\|", "| 2 |"));
            assertEquals(List.of(name), report.stale(results));
            Files.writeString(file, text);
        }
    }

    @Test
    void otherResultsMakeChartsStale() throws IOException {
        Files.writeString(
                results, Files.readString(results).replace("\"residentBytes\" : 150", "\"residentBytes\" : 151"));
        assertTrue(
                report.stale(results).containsAll(CHARTS), report.stale(results).toString());
    }

    @Test
    void aMissingOutputIsStale() throws IOException {
        Files.delete(root.resolve("bench/RESULTS.md"));
        Files.delete(root.resolve(CHARTS.get(1)));
        assertEquals(List.of("bench/RESULTS.md", CHARTS.get(1)), report.stale(results));
    }

    @Test
    void aChartOfEarlierResultsIsStaleAndGoes() throws IOException {
        Path earlier = root.resolve("bench/charts/earlier.svg");
        Files.writeString(earlier, "<svg/>");
        assertEquals(List.of("bench/charts/earlier.svg"), report.stale(results));
        report.write(results);
        assertFalse(Files.exists(earlier));
        assertEquals(List.of(), report.stale(results));
    }

    @Test
    void chartsKeepTextAsTextAndNameTheirSource() throws IOException {
        String chart = Files.readString(root.resolve(CHARTS.get(0)));
        assertTrue(chart.contains(">ResNet-50</text>"), chart);
        assertTrue(chart.contains(">20.0</text>"), chart);
        assertTrue(chart.matches("(?s).*<desc>results/made-up.json sha256:[0-9a-f]{64}</desc>.*"));
    }

    @Test
    void aReadmeWithoutMarkersIsRefused() throws IOException {
        Files.writeString(readme, "# Nothing\n");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> report.write(results));
        assertTrue(refused.getMessage().contains("bench:begin"), refused.getMessage());
        assertEquals("# Nothing\n", Files.readString(readme));
    }

    @Test
    void resultsFromElsewhereAreRefused() throws IOException {
        Path elsewhere = root.resolve("elsewhere.json");
        ResultsFile.write(elsewhere, SyntheticResults.make());
        assertThrows(IllegalArgumentException.class, () -> report.write(elsewhere));
    }

    @Test
    void fewResultsDo() throws IOException {
        Results all = SyntheticResults.make();
        Results few = new Results(
                Results.VERSION,
                all.date(),
                "custom",
                all.commit(),
                new Results.Machine("cpu", List.of(), 4, 1, "system", Map.of(), Map.of()),
                all.java(),
                Map.of(),
                Map.of(),
                all.comparisons().subList(2, 3),
                List.of());
        ResultsFile.write(results, few);
        report.write(results);
        assertEquals(List.of(), report.stale(results));
        assertFalse(Files.readString(readme).contains("charts/"));
        ResultsFile.write(
                results,
                new Results(
                        Results.VERSION,
                        all.date(),
                        "custom",
                        "",
                        few.machine(),
                        "",
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of()));
        report.write(results);
        assertEquals(List.of(), report.stale(results));
    }
}
