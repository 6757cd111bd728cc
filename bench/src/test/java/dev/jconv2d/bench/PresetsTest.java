package dev.jconv2d.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.driver.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PresetsTest {
    private static List<String> ids(List<Engine> engines) {
        return engines.stream().map(Engine::id).toList();
    }

    @Test
    void thePlanningSetIsTheNetworksAtTwoBatchesWithOneCallerAndAllCores() {
        List<Engine> engines = Presets.planningEngines();
        List<Scenario> scenarios = Presets.planningSet(engines);
        assertEquals(List.of(1, 16), scenarios.stream().map(Scenario::batch).toList());
        for (Scenario scenario : scenarios) {
            assertEquals(engines, scenario.engines());
            assertEquals(Runtime.getRuntime().availableProcessors(), scenario.threads());
            assertEquals(1, scenario.callers());
            assertEquals(5, scenario.rounds());
            assertEquals(
                    List.of("resnet50", "mobilenetv2-depthwise", "mobilenetv2-pointwise", "tiny"),
                    scenario.layers().stream().map(Layer::group).distinct().toList());
            assertEquals(23 + 10 + 19 + 9, scenario.layers().size());
        }
    }

    @Test
    void thePlanningSetComparesWaysOfPlanningWithOneDnnAndThePeer() {
        List<String> expected = new ArrayList<>(List.of(
                "onednn",
                "onednn-nchw",
                "jconv2d-onednn",
                "jconv2d-onednn-nhwc",
                "jconv2d-measure",
                "jconv2d-measure-nhwc",
                "jconv2d-measure-vector"));
        if (ids(Engines.all()).contains("onnxruntime")) {
            expected.add("onnxruntime");
        }
        assertEquals(expected, ids(Presets.planningEngines()));
    }

    @Test
    void otherSetsHaveOneEngineThatMeasures() {
        List<String> usual = ids(Presets.usualEngines());
        assertEquals(
                List.of("jconv2d-measure"),
                usual.stream().filter(id -> id.contains("measure")).toList());
        assertFalse(usual.contains("jconv2d-onednn-vector"), usual.toString());
        assertTrue(usual.containsAll(List.of("jconv2d-onednn", "jconv2d-java-vector", "loops")), usual.toString());
        List<Scenario> full = Presets.fullSet(Presets.usualEngines());
        assertTrue(full.stream().allMatch(scenario -> ids(scenario.engines()).contains("jconv2d-measure")));
    }

    @Test
    void enginesAreNamedByHowTheyPlanAndWhatTheirJvmHas() {
        named("jconv2d-onednn", "jconv2d ONEDNN", Format.NCHW, false);
        named("jconv2d-onednn-vector", "jconv2d ONEDNN with the Vector API", Format.NCHW, true);
        named("jconv2d-measure", "jconv2d MEASURE", Format.NCHW, false);
        named("jconv2d-measure-nhwc", "jconv2d MEASURE, channels_last", Format.NHWC, false);
        named("jconv2d-measure-vector", "jconv2d MEASURE with the Vector API", Format.NCHW, true);
        named("jconv2d-measure-vector-nhwc", "jconv2d MEASURE with the Vector API, channels_last", Format.NHWC, true);
        named("jconv2d-java-vector-nhwc", "jconv2d JAVA with the Vector API, channels_last", Format.NHWC, true);
    }

    private static void named(String id, String label, Format format, boolean vectors) {
        Engine engine = Engines.of(id);
        assertEquals(label, engine.label());
        assertEquals(format, engine.format());
        assertEquals(
                vectors ? Stream.of("--add-modules=jdk.incubator.vector").toList() : List.of(), engine.jvmOptions());
    }
}
