package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final double EXACT = 1e-12;
    private static final String ENGINE = "engine";
    private static final String OTHER = "other";

    /** An engine's times in the rounds. */
    private static Measurement timed(double... nanos) {
        return new Measurement(Outcome.TIMED, "", DoubleStream.of(nanos).boxed().toList(), 0, 0);
    }

    private static Measurement slow(double nanos) {
        return new Measurement(Outcome.SLOW, "", List.of(nanos), 0, 0);
    }

    private static Measurement without(Outcome outcome) {
        return new Measurement(outcome, "", List.of(), 0, 0);
    }

    /** A layer whose baseline takes 100 ns a round, unless it is given. */
    private static LayerResult layer(Map<String, Measurement> measurements) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put(Results.BASELINE, timed(100, 100, 100, 100, 100));
        all.put(Results.CONTROL, timed(100, 100, 100, 100, 100));
        all.putAll(measurements);
        return new LayerResult("group", "name", "ic1ih1oc1kh1", 1000, 100, all);
    }

    private static LayerResult layer(Measurement engine) {
        return layer(Map.of(ENGINE, engine));
    }

    private static Ratio ratio(LayerResult... layers) {
        return Statistics.ratio(List.of(layers), ENGINE, Results.BASELINE);
    }

    @Test
    void whoStandsAtOneHasAControlOfItsOwn() {
        LayerResult layer = layer(Map.of(
                Results.CONTROL,
                timed(150, 150, 150, 150, 150),
                Results.FIRST_CHOICE,
                timed(200, 200, 200, 200, 200),
                Results.FIRST_CHOICE_CONTROL,
                timed(220, 220, 220, 220, 220),
                ENGINE,
                timed(240, 240, 240, 240, 240)));
        Ratio ratio = Statistics.ratio(List.of(layer), ENGINE, Results.FIRST_CHOICE);
        assertEquals(1.2, ratio.value(), EXACT);
        assertEquals(1.1, ratio.control().factor(), EXACT);
        assertEquals(1.5, ratio(layer).control().factor(), EXACT);
        LayerResult alone = layer(Map.of(
                Results.CONTROL,
                timed(150, 150, 150, 150, 150),
                Results.FIRST_CHOICE,
                timed(200, 200, 200, 200, 200),
                ENGINE,
                timed(240, 240, 240, 240, 240)));
        Ratio borrowed = Statistics.ratio(List.of(alone), ENGINE, Results.FIRST_CHOICE);
        assertEquals(1.5, borrowed.control().factor(), EXACT, "the baseline's, where there is none of its own");
    }

    @Test
    void timesAreComparedWithinARound() {
        LayerResult drifting = layer(
                Map.of(Results.BASELINE, timed(100, 200, 400, 800, 1600), ENGINE, timed(150, 300, 600, 1200, 2400)));
        Ratio ratio = ratio(drifting);
        assertEquals(1.5, ratio.value(), EXACT);
        assertEquals(1.5, ratio.rounds().low(), EXACT);
        assertEquals(1.5, ratio.rounds().high(), EXACT);
    }

    @Test
    void aLayerHasTheMedianOfItsRounds() {
        assertEquals(1.3, ratio(layer(timed(130, 110, 900, 120, 140))).value(), EXACT);
    }

    @Test
    void aGroupHasTheGeometricMeanOfItsLayers() {
        assertEquals(
                4,
                ratio(layer(timed(200, 200, 200)), layer(timed(800, 800, 800))).value(),
                EXACT);
    }

    @Test
    void twoEnginesAreComparedAsOneWithTheBaseline() {
        LayerResult layer = layer(Map.of(ENGINE, timed(300, 300, 300), OTHER, timed(200, 200, 200)));
        assertEquals(1.5, Statistics.ratio(List.of(layer), ENGINE, OTHER).value(), EXACT);
        assertEquals(1 / 1.5, Statistics.ratio(List.of(layer), OTHER, ENGINE).value(), EXACT);
    }

    @Test
    void layersThatEitherLacksDoNotCount() {
        Ratio ratio = ratio(
                layer(timed(200, 200, 200)),
                layer(without(Outcome.WRONG)),
                layer(without(Outcome.UNSUPPORTED)),
                layer(without(Outcome.UNSUPPORTED)),
                layer(Map.of(Results.BASELINE, without(Outcome.FAILED), ENGINE, timed(900, 900, 900))),
                layer(Map.of()));
        assertEquals(2, ratio.value(), EXACT);
        assertEquals(1, ratio.layers());
        assertEquals(5, ratio.of());
        assertEquals(Map.of(Outcome.WRONG, 1, Outcome.UNSUPPORTED, 2), ratio.absent());
        assertEquals("2.00 (1/5, 1 wrong)", RatioCell.text(ratio));
    }

    @Test
    void noNumberStandsWhereNothingWasTimed() {
        assertEquals("wrong", RatioCell.text(ratio(layer(without(Outcome.WRONG)), layer(without(Outcome.FAILED)))));
        assertEquals("failed", RatioCell.text(ratio(layer(without(Outcome.FAILED)))));
        assertEquals("unsupported", RatioCell.text(ratio(layer(without(Outcome.UNSUPPORTED)))));
        assertEquals("–", RatioCell.text(ratio(layer(Map.of()))));
    }

    @Test
    void whatWasTimedOnceCountsAgainstTheMedianAndIsMarked() {
        LayerResult once = layer(Map.of(Results.BASELINE, timed(100, 110, 900, 90, 100), ENGINE, slow(90_000)));
        Ratio ratio = ratio(once);
        assertEquals(900, ratio.value(), EXACT);
        assertEquals("~900", RatioCell.text(ratio));
        Ratio both = ratio(once, layer(timed(100, 100, 400, 100, 100)));
        assertEquals(30, both.value(), 1e-9);
        assertTrue(both.once());
    }

    @Test
    void aDifferenceIsToldOnlyBeyondWhatTheControlShows() {
        Measurement engine = timed(105, 105, 105);
        assertFalse(ratio(layer(engine)).level());
        Ratio unsure = ratio(layer(Map.of(Results.CONTROL, timed(94, 100, 101), ENGINE, engine)));
        assertTrue(unsure.level());
        assertEquals("≈1.00", RatioCell.text(unsure));
        assertFalse(ratio(layer(Map.of(Results.CONTROL, timed(96, 100, 104), ENGINE, engine)))
                .level());
    }

    @Test
    void theControlIsTakenOnTheLayersThatCount() {
        LayerResult noisyElsewhere =
                layer(Map.of(Results.CONTROL, timed(50, 100, 200), ENGINE, without(Outcome.UNSUPPORTED)));
        assertFalse(ratio(layer(timed(105, 105, 105)), noisyElsewhere).level());
    }

    @Test
    void noDifferenceIsToldIfItsOwnRoundsDisagree() {
        assertTrue(ratio(layer(timed(80, 120, 120))).level());
    }

    @Test
    void oneStalledRoundMakesNothingEqual() {
        Measurement stalled = timed(100, 100, 300, 100, 101);
        assertFalse(ratio(layer(Map.of(Results.CONTROL, stalled, ENGINE, timed(105, 105, 105, 50, 105))))
                .level());
    }

    @Test
    void noiseInMoreThanAThirdOfTheRoundsIsNotHidden() {
        Measurement noisy = timed(100, 130, 75, 100, 120);
        assertTrue(ratio(layer(Map.of(Results.CONTROL, noisy, ENGINE, timed(105, 105, 105, 105, 105))))
                .level());
    }

    @Test
    void aThirdOfTheRoundsIsLeftOutOnceThereAreFive() {
        assertEquals(new Range(1, 9), Range.of(new double[] {9, 2, 1, 3}));
        assertEquals(new Range(1, 3), Range.of(new double[] {9, 2, 1, 2, 3}));
        assertEquals(new Range(3, 5), Range.of(new double[] {4, 99, 3, 5, 1, 4, 4}));
    }

    /** All rounds of a layer share two processes: what these differ by shows only from layer to layer. */
    @Test
    void layersThatScatterBetweenEqualsHideSmallDifferences() {
        Measurement faster = timed(80, 80, 80, 80, 80);
        Measurement slower = timed(125, 125, 125, 125, 125);
        Measurement engine = timed(110, 110, 110, 110, 110);
        assertFalse(ratio(layer(engine), layer(engine)).level());
        assertTrue(ratio(
                        layer(Map.of(Results.CONTROL, faster, ENGINE, engine)),
                        layer(Map.of(Results.CONTROL, slower, ENGINE, engine)))
                .level());
    }
}
