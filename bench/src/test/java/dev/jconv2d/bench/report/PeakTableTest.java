package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeakTableTest {
    private static final Overview OVERVIEW = new Overview(SyntheticResults.make());

    @Test
    void aCellIsTheMeanSpeedAndItsShareOfThePeakOfAsManyThreads() {
        Comparison comparison = OVERVIEW.main().get(0);
        int column = 1 + Overview.groups(comparison).indexOf("resnet50");
        double product = 1;
        List<LayerResult> layers = Overview.layers(comparison, "resnet50");
        for (LayerResult layer : layers) {
            product *= layer.flops() / Statistics.nanos(layer, Results.BASELINE);
        }
        double speed = Math.pow(product, 1.0 / layers.size());
        double peak = OVERVIEW.results().machine().peakFlops().getOrDefault(comparison.threads(), 0.0) / 1e9;
        String row = PeakTable.of(OVERVIEW)
                .lines()
                .filter(line -> line.startsWith("| " + OVERVIEW.label(Results.BASELINE) + " |"))
                .findFirst()
                .orElseThrow();
        String cell = row.split("\\|", -1)[1 + column].strip();
        assertEquals(Numbers.amount(speed) + " (" + Math.round(100 * speed / peak) + " %)", cell);
    }

    @Test
    void whoDoesNotComputeAllLayersHasNoMean() {
        assertTrue(PeakTable.of(OVERVIEW).contains("| " + Numbers.NONE + " |"), PeakTable.of(OVERVIEW));
    }
}
