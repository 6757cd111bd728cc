package dev.jconv2d.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Engines;
import dev.jconv2d.bench.Layer;
import dev.jconv2d.bench.Layers;
import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver on real engines in real JVMs; what it times is not looked at, as tests have no business with speed. */
class InterleavedDriverTest {
    private static final int ROUNDS = 2;

    @TempDir
    private Path folder;

    private final StringWriter progress = new StringWriter();

    /** The smoke run: one layer on every engine of our own. */
    @Test
    void everyEngineOfOurOwnIsRightAndTimed() throws Exception {
        List<Engine> own =
                Engines.all().stream().filter(engine -> !engine.isPeer()).toList();
        assertTrue(own.size() >= 6, own.toString());
        Comparison comparison = run(own, List.of("tiny/3x3-8-8"), 2, 1);
        Map<String, Measurement> measurements = comparison.layers().get(0).measurements();
        assertEquals(own.size() + 2, measurements.size(), "two stand under two names");
        assertTrue(measurements.keySet().containsAll(Results.CONTROLS.values()), measurements.toString());
        measurements.forEach((engine, measurement) -> {
            assertEquals(Outcome.TIMED, measurement.outcome(), engine + ": " + measurement.note());
            assertEquals(ROUNDS, measurement.nanos().size(), engine);
            assertTrue(measurement.nanos().stream().allMatch(nanos -> nanos > 0), engine);
            assertTrue(comparison.memory().get(engine).peakBytes() > 0, engine);
        });
        assertEquals("mb2ic8ih8oc8oh8kh3ph1", comparison.layers().get(0).problem());
    }

    @Test
    void layersOfEveryKindAreRightOnOneThreadAndWithTwoCallers() throws Exception {
        List<Engine> engines = Stream.of("jconv2d-onednn", "onednn", "onednn-nchw", "loops")
                .map(Engines::of)
                .toList();
        Comparison comparison = run(
                engines,
                List.of(
                        "mb3ic4ih6oc4kh3n\"images\"",
                        "g4ic8ih9iw7oc8kh3kw2sh2sw1dh1dw0ph1pw0:1n\"grouped\"",
                        "g6ic6ih10oc6kh3ph1n\"depthwise\"",
                        "ic5ih6iw11oc7kh1sh2n\"pointwise\"",
                        "ic3ih15oc4kh7sh2ph3n\"stem\""),
                3,
                2);
        for (LayerResult layer : comparison.layers()) {
            layer.measurements()
                    .forEach((engine, measurement) -> assertEquals(
                            Outcome.TIMED,
                            measurement.outcome(),
                            layer.name() + " " + engine + ": " + measurement.note()));
        }
    }

    @Test
    void faultsAreReportedAndNotTimed() throws Exception {
        List<Engine> engines = Stream.of(
                        "Zeros", "NotNumbers", "Absent", "Picky", "Crashing", "Breaking", "Clinging", "loops")
                .map(Engines::of)
                .toList();
        Comparison comparison = run(engines, List.of("tiny/1x1-16-4", "tiny/3x3-8-8"), 1, 1);
        for (LayerResult layer : comparison.layers()) {
            found(layer, "Zeros", Outcome.WRONG, "value 0 is 0.0 instead of ");
            found(layer, "NotNumbers", Outcome.WRONG, "value 0 is NaN instead of ");
            found(layer, "Absent", Outcome.FAILED, "no such library");
            found(layer, "Picky", Outcome.UNSUPPORTED, "not this one");
            found(layer, "Crashing", Outcome.FAILED, "exit code 99");
            found(layer, "Breaking", Outcome.FAILED, "broken");
            found(layer, "Clinging", Outcome.FAILED, "exit code 1");
            assertEquals(Outcome.TIMED, layer.measurements().get("loops").outcome());
        }
        assertTrue(progress.toString().contains("Zeros on 1x1-16-4: WRONG"), progress.toString());
    }

    /** As many products as a layer of ResNet-50 has: rounding hides best in long sums. */
    @Test
    void lowerPrecisionIsWrong() throws Exception {
        Comparison comparison =
                run(List.of(Engines.of("Coarse"), Engines.of("loops")), List.of("ic512ih4oc8kh3ph1n\"long\""), 1, 1);
        Map<String, Measurement> measurements = comparison.layers().get(0).measurements();
        assertEquals(Outcome.WRONG, measurements.get("Coarse").outcome());
        assertEquals(Outcome.TIMED, measurements.get("loops").outcome());
    }

    private static void found(LayerResult layer, String engine, Outcome outcome, String note) {
        Measurement measurement = layer.measurements().get(engine);
        assertEquals(outcome, measurement.outcome(), measurement.note());
        assertTrue(measurement.note().contains(note), measurement.note());
        assertEquals(List.of(), measurement.nanos());
    }

    private Comparison run(List<Engine> engines, List<String> selectors, int batch, int callers) throws Exception {
        List<Layer> layers = Layers.select(selectors);
        try (RunFolder run = new RunFolder(folder)) {
            return new InterleavedDriver(run, new PrintWriter(progress, true))
                    .run(new Scenario(engines, layers, batch, 1, callers, ROUNDS), soFar -> {});
        }
    }
}
