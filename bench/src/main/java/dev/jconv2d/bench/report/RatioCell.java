package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A ratio in words and marks; {@link #LEGEND} tells what they mean. */
final class RatioCell {
    /** What stands below tables of ratios. */
    static final String LEGEND = """
            `≈1.00`: no difference that could be told. Either it is no greater than what *the baseline again* shows, the same
            kernels under another name (its rounds, and twice the standard error of its layers), or the engine's rounds lie on both sides
            of 1; of five rounds or more, the third farthest from the median counts in neither. `~`: some layers are so slow that they were timed once only. `(9/10)`: the mean
            over 9 of 10 layers, because the engine does not compute the others, or not rightly. `–`: not measured.
            """;

    private RatioCell() {}

    static String text(Ratio ratio) {
        if (!ratio.exists()) {
            return ratio.absent().isEmpty() ? Numbers.NONE : word(ratio.absent().firstKey());
        }
        String number = ratio.level() ? "≈1.00" : Numbers.ratio(ratio.value());
        return (ratio.once() ? "~" : "") + number + share(ratio);
    }

    /** With the least and the greatest round below. */
    static String withRounds(Ratio ratio) {
        if (!ratio.exists() || ratio.rounds().equals(Range.ONE)) {
            return text(ratio);
        }
        return text(ratio) + "<br><sub>" + Numbers.ratio(ratio.rounds().low()) + "–"
                + Numbers.ratio(ratio.rounds().high()) + "</sub>";
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String share(Ratio ratio) {
        if (ratio.layers() == ratio.of()) {
            return "";
        }
        StringJoiner share = new StringJoiner(", ", " (", ")");
        share.add(ratio.layers() + "/" + ratio.of());
        for (Map.Entry<Outcome, Integer> entry : ratio.absent().entrySet()) {
            if (entry.getKey() != Outcome.UNSUPPORTED) {
                share.add(entry.getValue() + " " + word(entry.getKey()));
            }
        }
        return share.toString();
    }
}
