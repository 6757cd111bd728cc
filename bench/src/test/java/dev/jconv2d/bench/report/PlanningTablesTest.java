package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.Results;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is worked out from three runs of the planning set. */
class PlanningTablesTest {
    private static final String NHWC = "jconv2d-measure-nhwc";

    private final List<SyntheticPlanning> runs = SyntheticPlanning.three();

    private PlanningRuns planning() {
        return SyntheticPlanning.runs(runs);
    }

    private static void row(String table, String expected) {
        assertTrue(table.lines().anyMatch(expected::equals), () -> expected + " is not in\n" + table);
    }

    private String slower() {
        return PlanningDifferences.slower(planning(), PlanningEngine.MEASURE, PlanningEngine.FIRST_CHOICE);
    }

    @Test
    void targetsAreHeldByTheMedianOfTheRuns() {
        runs.forEach(run -> run.times("onnxruntime", 2));
        runs.get(0).times("jconv2d-measure", 1.7);
        runs.get(1).times("jconv2d-measure", 3);
        runs.get(2).times("jconv2d-measure", 1.82);
        String table = PlanningTargets.of(planning());
        row(table, "| MEASURE / ONNX Runtime, ResNet-50 | 0.92 | 0.910 met | 0.910 met | 0.910 met |");
        row(
                table,
                "| MEASURE / ONNX Runtime, MobileNetV2 depthwise | 0.90 | 0.910 **missed** | 0.910 **missed** | 0.910 **missed** |");
        row(
                table,
                "| MEASURE / ONNX Runtime, MobileNetV2 pointwise | 0.75 | 0.910 **missed** | 0.910 **missed** | 0.910 **missed** |");
        row(
                table,
                "| MEASURE, vectors / ONNX Runtime, tiny | 0.20 | 0.500 **missed** | 0.500 **missed** | 0.500 **missed** |");
    }

    @Test
    void eachGroupHasATargetOfItsOwnAndBatchesAreTakenTogetherToo() {
        runs.forEach(run -> run.times("onnxruntime", 10)
                .times("jconv2d-measure", 9.5)
                .times("jconv2d-measure", "tiny/e b1", 1.6)
                .times("jconv2d-measure", "tiny/e b16", 2.5)
                .times("jconv2d-measure", "mobilenetv2-depthwise/c b1", 8.9)
                .times("jconv2d-measure", "mobilenetv2-pointwise/d b1", 7.4)
                .times("jconv2d-measure", "resnet50/a b1", 8.1)
                .times("jconv2d-measure", "resnet50/b b1", 10));
        String table = PlanningTargets.of(planning());
        row(table, "| MEASURE / ONNX Runtime, tiny | 0.20 | 0.160 met | 0.250 **missed** | 0.200 met |");
        row(
                table,
                "| MEASURE / ONNX Runtime, MobileNetV2 depthwise | 0.90 | 0.890 met | 0.950 **missed** | 0.920 **missed** |");
        row(
                table,
                "| MEASURE / ONNX Runtime, MobileNetV2 pointwise | 0.75 | 0.740 met | 0.950 **missed** | 0.838 **missed** |");
        row(table, "| MEASURE / ONNX Runtime, ResNet-50 | 0.92 | 0.900 met | 0.950 **missed** | 0.925 **missed** |");
    }

    @Test
    void estimatingIsHeldAgainstMeasuringInTheSameFormat() {
        runs.forEach(run -> run.times("jconv2d-onednn", 1.09).times("jconv2d-onednn-nhwc", 1.11));
        String table = PlanningTargets.of(planning());
        row(table, "| ESTIMATE / MEASURE, tiny | 1.10 | 1.090 met | 1.090 met | 1.090 met |");
        row(
                table,
                "| ESTIMATE, channels_last / MEASURE, channels_last, tiny | 1.10 | 1.110 **missed** | 1.110 **missed** | 1.110 **missed** |");
    }

    @Test
    void whoDoesNotComputeAllLayersMeetsNothing() {
        runs.get(1).fails("jconv2d-measure", "resnet50/b b1");
        runs.get(2).fails("jconv2d-measure", "tiny/e b1");
        runs.forEach(run -> run.times("onnxruntime", 10));
        String table = PlanningTargets.of(planning());
        row(
                table,
                "| MEASURE / ONNX Runtime, ResNet-50 | 0.92 | 0.100 **not all layers** | 0.100 met | 0.100 **not all layers** |");
        row(table, "| MEASURE / ONNX Runtime, tiny | 0.20 | – | 0.100 met | 0.100 **not all layers** |");
    }

    @Test
    void withoutThePeerThereIsNoTargetOfIts() {
        runs.get(1).without("onnxruntime");
        String table = PlanningTargets.of(planning());
        assertFalse(table.contains("ONNX Runtime"), table);
        assertTrue(table.contains("ESTIMATE / MEASURE"), table);
    }

    @Test
    void meansAreTheMedianAndEachRuns() {
        runs.forEach(run -> run.times(Results.FIRST_CHOICE, 2).times(Results.FIRST_CHOICE_CONTROL, 2.1));
        runs.get(0).times("jconv2d-measure", 1.2);
        runs.get(1).times("jconv2d-measure", 1).times("jconv2d-measure", "resnet50/a b1", 4);
        runs.get(2).times("jconv2d-measure", 1.6);
        String table = PlanningMeans.of(planning(), PlanningEngine.FIRST_CHOICE);
        row(
                table,
                "| MEASURE | 0.80<br><sub>0.60 1.00 0.80</sub> | 0.60<br><sub>0.60 0.50 0.80</sub>"
                        + " | 0.71<br><sub>0.60 0.71 0.80</sub>"
                        + " | 0.60<br><sub>0.60 0.50 0.80</sub>".repeat(9) + " |");
        row(
                table,
                "| *spread* | ± 7.1 % | ± 7.1 % | ± 5.0 % | ± 5.0 % | ± 5.0 % | ± 7.1 %"
                        + " | ± 5.0 % | ± 5.0 % | ± 7.1 % | ± 5.0 % | ± 5.0 % | ± 7.1 % |");
    }

    @Test
    void slowerInOneRunOfThreeIsChance() {
        assertEquals("None.\n", slower());
        runs.get(2).times("jconv2d-measure", "tiny/e b16", 1.5);
        assertEquals("None.\n", slower());
        runs.get(0).times("jconv2d-measure", "tiny/e b16", 1.04);
        row(
                slower(),
                "| tiny e b16 | 1.04, ± 0.0 % | 1.00, ± 0.0 % | 1.50, ± 0.0 %"
                        + " | `kernel-1:jconv2d-measure`<br>`kernel-2:jconv2d-measure`<br>`kernel-3:jconv2d-measure`"
                        + " | `kernel-1:onednn-nchw`<br>`kernel-2:onednn-nchw`<br>`kernel-3:onednn-nchw` |");
        assertEquals(3, slower().lines().count(), slower());
    }

    @Test
    void slowerIsBeyondTheSpreadOfThatLayerAndTheMargin() {
        runs.forEach(run -> run.times("jconv2d-measure", 1.05));
        assertTrue(slower().contains("| tiny e b1 |"), slower());
        // 1.05 < 1.03 * 1.02
        runs.forEach(run -> run.times(Results.FIRST_CHOICE_CONTROL, 1.02));
        assertEquals("None.\n", slower());
        runs.forEach(run -> run.times("jconv2d-measure", "resnet50/a b1", 1.06));
        assertTrue(slower().contains("| ResNet-50 a b1 |"), slower());
        assertEquals(3, slower().lines().count(), slower());
        // The other control's is no matter of these.
        runs.forEach(run -> run.times(Results.CONTROL, 2));
        assertEquals(3, slower().lines().count(), slower());
    }

    @Test
    void channelsLastIsHeldAgainstOneDnnsOwnLayout() {
        runs.forEach(run -> run.times(NHWC, 0.9)
                .times(NHWC, "tiny/e b1", 1.2)
                .times(Results.FIRST_CHOICE, 5)
                .times(Results.CONTROL, "resnet50/a b1", 0.85));
        PlanningRuns planning = planning();
        String slower =
                PlanningDifferences.slower(planning, PlanningEngine.MEASURE_CHANNELS_LAST, PlanningEngine.OWN_LAYOUT);
        assertEquals(3, slower.lines().count(), slower);
        assertTrue(slower.contains("| tiny e b1 | 1.20, ± 0.0 %"), slower);
        String faster =
                PlanningDifferences.faster(planning, PlanningEngine.MEASURE_CHANNELS_LAST, PlanningEngine.OWN_LAYOUT);
        assertEquals(2 + 8, faster.lines().count(), faster);
        assertFalse(faster.contains("| ResNet-50 a b1 |"), faster);
        assertTrue(faster.contains("| tiny e b16 | 0.90, ± 0.0 %"), faster);
    }

    @Test
    void whatWasNotMeasuredIsNotNone() {
        runs.get(0).without("jconv2d-measure");
        assertEquals("Not measured.\n", slower());
    }

    @Test
    void layersHaveTheMedianTimeAndAllImplementations() {
        runs.get(0).times("jconv2d-measure", "tiny/e b16", 2);
        runs.get(1).times("jconv2d-measure", "tiny/e b16", 7).fails("jconv2d-measure-vector", "tiny/e b16");
        runs.get(2).times("jconv2d-measure", "tiny/e b16", 3);
        runs.forEach(run -> run.fails(NHWC, "tiny/e b16").times("onnxruntime", 4));
        String table = PlanningLayerTable.of(planning(), 16);
        assertEquals(2 + 5, table.lines().count(), table);
        String row = table.lines()
                .filter(line -> line.startsWith("| tiny e b16 |"))
                .findFirst()
                .orElseThrow();
        String[] cells = row.split(" \\| ", -1);
        assertEquals(9, cells.length, row);
        assertEquals("4.00", cells[3]);
        assertEquals(
                "3.00<br><sub>`kernel-1:jconv2d-measure`<br>`kernel-2:jconv2d-measure`<br>`kernel-3:jconv2d-measure`</sub>",
                cells[5]);
        assertEquals(
                "1.00<br><sub>`kernel-1:jconv2d-measure-vector`<br>`kernel-3:jconv2d-measure-vector`</sub>", cells[6]);
        assertEquals("– |", cells[8]);
    }

    @Test
    void runsThatCannotBeComparedAreRefused() {
        refused("more than once", new SyntheticPlanning(1), new SyntheticPlanning(1), new SyntheticPlanning(2));
        refused("is of the set custom", new SyntheticPlanning(1), new SyntheticPlanning(2).of("custom"));
        refused("several machines", new SyntheticPlanning(1), new SyntheticPlanning(2).on("Another"));
        refused("has other layers", new SyntheticPlanning(1), new SyntheticPlanning(2).withoutLayer("tiny/e"));
    }

    private static void refused(String part, SyntheticPlanning... runs) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SyntheticPlanning.runs(List.of(runs)));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
}
