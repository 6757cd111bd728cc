package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Median;
import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What times say. Engines are compared within a round, where they ran one after the other: the machine's speed drifts,
 * and cancels there.
 */
final class Statistics {
    private Statistics() {}

    /**
     * An engine's time by another's on some layers, which may be one. The control is that of the engine which stands at 1, or
     * the baseline's if that has none.
     */
    static Ratio ratio(List<LayerResult> layers, String engine, String base) {
        List<LayerResult> common = new ArrayList<>();
        SortedMap<Outcome, Integer> absent = new TreeMap<>();
        int of = 0;
        boolean once = false;
        for (LayerResult layer : layers) {
            if (!hasTime(layer, base)) {
                continue;
            }
            of++;
            Measurement measurement = layer.measurements().get(engine);
            if (hasTime(layer, engine)) {
                common.add(layer);
                once |= isOnce(layer, engine) || isOnce(layer, base);
            } else if (measurement != null) {
                absent.merge(measurement.outcome(), 1, Integer::sum);
            }
        }
        String own = common.stream().anyMatch(layer -> hasControl(layer, base)) ? base : Results.BASELINE;
        List<LayerResult> controlled =
                common.stream().filter(layer -> hasControl(layer, own)).toList();
        return new Ratio(
                mean(common, engine, base),
                rounds(common, engine, base),
                spread(controlled, own),
                once,
                common.size(),
                of,
                absent);
    }

    /** A call's time, the median over the rounds; not a number if the engine has none. */
    static double nanos(LayerResult layer, String engine) {
        Measurement measurement = layer.measurements().get(engine);
        return hasTime(measurement) ? Median.of(times(measurement)) : Double.NaN;
    }

    /** Floating-point operations a nanosecond, which is to say GFLOP/s. */
    static double gflops(LayerResult layer, String engine) {
        return layer.flops() / nanos(layer, engine);
    }

    static boolean hasTime(LayerResult layer, String engine) {
        return hasTime(layer.measurements().get(engine));
    }

    /** Not a number for no items. */
    static <T> double geometricMean(List<T> items, ToDoubleFunction<T> value) {
        double sum = items.stream()
                .mapToDouble(item -> Math.log(value.applyAsDouble(item)))
                .sum();
        return Math.exp(sum / items.size());
    }

    private static boolean hasTime(@Nullable Measurement measurement) {
        return measurement != null && !measurement.nanos().isEmpty();
    }

    private static boolean hasControl(LayerResult layer, String engine) {
        String control = Results.CONTROLS.get(engine);
        return control != null && hasTime(layer, control) && hasTime(layer, engine);
    }

    private static boolean isOnce(LayerResult layer, String engine) {
        Measurement measurement = layer.measurements().get(engine);
        return measurement != null && measurement.outcome() == Outcome.SLOW;
    }

    private static double mean(List<LayerResult> layers, String engine, String base) {
        return geometricMean(layers, layer -> Median.of(quotients(layer, engine, base)));
    }

    /**
     * What the control shows on some layers: how far its rounds lie from 1, and, since all rounds of a layer share two
     * processes and where their memory lies, how far the layers' medians scatter, as two standard errors of their mean.
     */
    private static Range spread(List<LayerResult> layers, String engine) {
        String control = Results.CONTROLS.getOrDefault(engine, Results.CONTROL);
        Range rounds = rounds(layers, control, engine);
        if (layers.size() < 2) {
            return rounds;
        }
        double squares = layers.stream()
                .mapToDouble(layer -> Math.log(Median.of(quotients(layer, control, engine))))
                .map(log -> log * log)
                .sum();
        double factor = Math.exp(2 * Math.sqrt(squares) / layers.size());
        return rounds.including(factor).including(1 / factor);
    }

    /** Round by round; a layer that was timed once counts the same in every round. */
    private static Range rounds(List<LayerResult> layers, String engine, String base) {
        List<double[]> quotients =
                layers.stream().map(layer -> quotients(layer, engine, base)).toList();
        int count = quotients.stream()
                .mapToInt(of -> of.length)
                .filter(length -> length > 1)
                .min()
                .orElse(1);
        if (quotients.isEmpty()) {
            return Range.ONE;
        }
        double[] means = new double[count];
        for (int i = 0; i < count; i++) {
            int round = i;
            means[i] = geometricMean(quotients, of -> of[Math.min(round, of.length - 1)]);
        }
        // The mean of medians need not lie between the rounds' means that are left.
        return Range.of(means).including(mean(layers, engine, base));
    }

    /** Of each round, or of the medians if one of the two was timed once. */
    private static double[] quotients(LayerResult layer, String engine, String base) {
        double[] over = times(layer.measurements().get(engine));
        double[] under = times(layer.measurements().get(base));
        if (over.length == 1 || under.length == 1) {
            return new double[] {Median.of(over) / Median.of(under)};
        }
        double[] quotients = new double[Math.min(over.length, under.length)];
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = over[i] / under[i];
        }
        return quotients;
    }

    private static double[] times(@Nullable Measurement measurement) {
        List<Double> nanos = measurement == null ? List.of() : measurement.nanos();
        return nanos.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
