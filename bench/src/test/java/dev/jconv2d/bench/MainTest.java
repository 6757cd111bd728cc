package dev.jconv2d.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.ResultsFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void compareWritesWhatItWasAskedFor() throws Exception {
        int code = execute(
                "compare",
                "--engines=loops",
                "--layers=tiny/1x1-16-4,ic1ih5oc2kh3n\"mine\"",
                "--batch=1,3",
                "--threads=1",
                "--rounds=2",
                "--output=" + folder);
        assertEquals(0, code, err.toString());
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        Results results = ResultsFile.read(file);
        assertEquals(2, results.comparisons().size());
        Results.Comparison second = results.comparisons().get(1);
        assertEquals(3, second.batch());
        assertEquals(1, second.threads());
        assertEquals(
                List.of("1x1-16-4", "mine"),
                second.layers().stream().map(Results.LayerResult::name).toList());
        for (Results.LayerResult layer : second.layers()) {
            assertEquals(
                    Set.of("loops", Results.BASELINE, Results.CONTROL),
                    layer.measurements().keySet());
            layer.measurements()
                    .forEach((engine, measurement) -> assertEquals(
                            Results.Outcome.TIMED, measurement.outcome(), engine + ": " + measurement.note()));
        }
        assertTrue(results.machine().peakFlops().get(1) > 1e8, results.machine().toString());
        assertEquals("custom", results.set());
    }

    @Test
    void jmhMeasuresCallsAndCreation() throws Exception {
        Path output = folder.resolve("jmh.json");
        int code = execute(
                "jmh",
                "--engines=jconv2d-java",
                "--layers=tiny/1x1-16-4",
                "--batch=2",
                "--threads=1",
                "--forks=0",
                "--seconds=0.01",
                "--output=" + output);
        assertEquals(0, code, err.toString());
        JsonNode results = new ObjectMapper().readTree(output.toFile());
        assertEquals(2, results.size());
        for (JsonNode result : results) {
            assertEquals("jconv2d-java", result.path("params").path("engine").asText());
            assertEquals("nchw", result.path("params").path("format").asText());
            assertEquals("2", result.path("params").path("batch").asText());
            assertTrue(result.path("secondaryMetrics").has("gc.alloc.rate.norm")
                    || result.path("secondaryMetrics").has("·gc.alloc.rate.norm"));
        }
    }

    @Test
    void mistakesAreToldInALine() {
        refused("bench: Invalid value for option '--rounds'", "compare", "--rounds=x");
        refused("bench: --rounds = 0: must be positive", "compare", "--rounds=0");
        refused("bench: --batch = -1: must be positive", "compare", "--batch=-1");
        refused("bench: --batch = 0: must be positive", "jmh", "--batch=0");
        refused("bench: --threads = 0: must be positive", "jmh", "--threads=1,0");
        refused("bench: --seconds = 0.0: must be positive", "jmh", "--seconds=0");
        refused(
                "bench: batch = 4000000000 on mine: must fit an int",
                "compare",
                "--layers=mb2ic1ih1oc1kh1n\"mine\"",
                "--batch=2000000000");
        refused("bench: engine = nope: must be one of ", "compare", "--engines=nope");
        refused("bench: layers = nope: ", "compare", "--layers=nope");
        refused("bench: --formats = [nhwc]: none of the engines ", "compare", "--engines=loops", "--formats=nhwc");
        refused(
                "bench: " + folder.resolve("none.json") + ": no such file",
                "report",
                folder.resolve("none.json").toString());
        refused(
                "bench: planning runs = 2: must be 3",
                "report-planning",
                folder.resolve("a.json").toString(),
                folder.resolve("b.json").toString());
        refused("bench: planning runs = 4: must be 3", "report-planning", "a", "b", "c", "d");
        refused("bench: --formats = [nhwc]: none of the engines ", "planning", "--engines=loops", "--formats=nhwc");
        refused("bench: Unmatched argument", "shrot");
    }

    private void refused(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(arguments), String.join(" ", arguments));
        assertTrue(err.toString().startsWith(message), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
