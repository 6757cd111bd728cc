package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is worked out from several layers or comparisons at once. */
class GrowthTest {
    private static LayerResult layer(String group, String problem, double flops, double nanos) {
        Measurement measurement = new Measurement(Outcome.TIMED, "", List.of(nanos), 0, 0);
        return new LayerResult(group, problem, problem, flops, 1, Map.of(Results.BASELINE, measurement));
    }

    private static Comparison comparison(int batch, int threads, int callers, LayerResult... layers) {
        return new Comparison(batch, threads, callers, 1, List.of(layers), Map.of());
    }

    private static Overview overview(Comparison... comparisons) {
        Results.Machine machine = new Results.Machine("cpu", List.of(), 2, 1, "system", Map.of(), Map.of());
        return new Overview(new Results(
                Results.VERSION, "", "custom", "", machine, "", Map.of(), Map.of(), List.of(comparisons), List.of()));
    }

    @Test
    void aGrowingBatchMayComeFromSeveralComparisons() {
        List<Growth> growths = Growth.of(overview(
                comparison(16, 2, 1, layer("scaling-batch", "mb16ic8ih8oc8kh3", 16e6, 1600)),
                comparison(1, 1, 1, layer("scaling-batch", "mb2ic8ih8oc8kh3", 2e6, 5)),
                comparison(1, 2, 1, layer("scaling-batch", "mb1ic8ih8oc8kh3", 1e6, 250))));
        assertEquals(1, growths.size());
        Growth growth = growths.get(0);
        assertEquals(
                List.of(1, 16), growth.layers().stream().map(growth::extent).toList());
        assertEquals(2.5, growth.relative(growth.layers().get(0), Results.BASELINE), 1e-12);
        assertEquals(1, growth.relative(growth.largest(), Results.BASELINE), 1e-12);
    }

    @Test
    void whatElseGrowsStaysWithItsBatch() {
        List<Growth> growths = Growth.of(overview(
                comparison(
                        1,
                        2,
                        1,
                        layer("scaling-size", "mb1ic8ih16oc8kh3", 4, 4),
                        layer("scaling-size", "mb1ic8ih8oc8kh3", 1, 1),
                        layer("scaling-channels", "mb1ic32ih8oc8kh3", 1, 1)),
                comparison(16, 2, 1, layer("scaling-size", "mb16ic8ih8oc8kh3", 16, 1))));
        assertEquals(
                List.of("image size, batch 1", "channels, batch 1", "image size, batch 16"),
                growths.stream().map(Growth::title).toList());
        Growth size = growths.get(0);
        assertEquals(List.of(8, 16), size.layers().stream().map(size::extent).toList());
        assertEquals(32, growths.get(1).extent(growths.get(1).largest()));
    }

    @Test
    void callersGainWhatTheirTimesSay() {
        String table = CallersTable.of(overview(
                comparison(1, 1, 1, layer("tiny", "a", 1, 300), layer("tiny", "b", 1, 1200)),
                comparison(1, 1, 2, layer("tiny", "a", 1, 200), layer("tiny", "b", 1, 800)),
                comparison(16, 1, 2, layer("tiny", "a", 1, 1))));
        assertTrue(table.contains("2 callers / 1, batch 1 | tiny |"), table);
        assertTrue(table.contains("| onednn | 1.50 |"), table);
        assertTrue(!table.contains("batch 16"), table);
    }
}
