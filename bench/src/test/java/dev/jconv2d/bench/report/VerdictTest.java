package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Machine;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static Measurement timed(double nanos) {
        return new Measurement(Outcome.TIMED, "", Collections.nCopies(5, nanos), 0, 0);
    }

    private static LayerResult layer(String group, double ours, double peer) {
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        measurements.put(Results.BASELINE, timed(100));
        measurements.put(Results.CONTROL, timed(100));
        measurements.put(Names.OURS, timed(ours));
        // Faster than all, but nobody's peer.
        measurements.put("loops", timed(1));
        measurements.put("peer", timed(peer));
        return new LayerResult(group, "layer", "ic1ih1oc1kh1", 1000, 100, measurements);
    }

    private static String verdict(LayerResult... layers) {
        Comparison comparison = new Comparison(1, 2, 1, 5, List.of(layers), Map.of());
        Machine machine = new Machine("", List.of(), 2, 0, "", Map.of(), Map.of());
        return Verdict.of(new Overview(new Results(
                Results.VERSION,
                "",
                "custom",
                "",
                machine,
                "",
                Map.of(),
                Map.of(Names.OURS, "ours", "peer", "the peer"),
                List.of(comparison),
                List.of())));
    }

    @Test
    void namesWhoWinsWhere() {
        assertEquals(
                """
                With one caller and all cores, ours is faster than every peer on ResNet-50 b1 and tiny b1, and level with the best of them on pointwise b1.
                Peers are faster on depthwise b1 (the peer, 0.50 of its time).
                """,
                verdict(
                        layer("resnet50", 100, 200),
                        layer("mobilenetv2-depthwise", 200, 100),
                        layer("mobilenetv2-pointwise", 150, 150),
                        layer("tiny", 100, 101)));
    }

    @Test
    void saysSoIfOneSideWinsNowhere() {
        assertEquals("""
                With one caller and all cores, ours is faster than every peer on tiny b1.
                No peer is faster anywhere.
                """, verdict(layer("tiny", 100, 200)));
        assertEquals("""
                With one caller and all cores, ours is nowhere faster than all peers.
                Peers are faster on tiny b1 (the peer, 0.25 of its time).
                """, verdict(layer("tiny", 400, 100)));
    }

    @Test
    void speaksOfChannelsLastToo() {
        LayerResult both = layer("tiny", 400, 100);
        both.measurements().put(Names.OURS_CHANNELS_LAST, timed(50));
        assertEquals("""
                With one caller and all cores, ours is nowhere faster than all peers.
                Peers are faster on tiny b1 (the peer, 0.25 of its time).
                With one caller and all cores, jconv2d-onednn-nhwc is faster than every peer on tiny b1.
                No peer is faster anywhere.
                """, verdict(both));
    }
}
