package dev.jconv2d.internal;

import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A problem in oneDNN's compact spelling, such as {@code mb1ic64ih56oc64oh56kh3ph1n"conv2"}, which failure messages,
 * benchmarks and their files share. Height is needed, width is height's where it is not given; stride is 1, dilation 0
 * (0-based, as in oneDNN), padding 0, batch and groups 1. Outputs are checked, not needed; {@code _} may separate. Ours
 * besides: {@code ph1:2} for unequal sides, and {@code _reflect} and the like behind the sizes.
 *
 * @param options the layer, with a bias
 * @param batch images; empty if the text does not say
 * @param height of the input
 * @param width of the input
 * @param name what stands in {@code n"..."}; empty if nothing does
 */
public record Spelling(Conv2dOptions options, OptionalInt batch, int height, int width, String name) {
    // Possessive, and one match a part: any text is read once, and no long one overflows the stack.
    private static final Pattern PART = Pattern.compile("_?([a-z]++)([0-9]++)(?::([0-9]++))?+");
    private static final Pattern TAIL =
            Pattern.compile("(?:_(reflect|replicate|circular))?+(?:_?n\"([^\"\\p{Cntrl}]*+)\")?+");
    private static final Set<String> KEYS = Set.of(
            "g", "mb", "ic", "oc", "ih", "iw", "oh", "ow", "kh", "kw", "sh", "sw", "dh", "dw", "ph", "pw", "ph:",
            "pw:");
    private static final int LONGEST_SHOWN = 120;

    /**
     * Reads a problem and checks it as a layer's call would be.
     *
     * @throws IllegalArgumentException if the text is not like that or the layer does not accept such an input
     */
    public static Spelling parse(String text) {
        try {
            return read(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("problem = " + shown(text) + ": " + e.getMessage(), e);
        }
    }

    /** The problem at a batch. */
    public Geometry geometry(int images) {
        return Geometry.of(options, images, options.inChannels(), height, width);
    }

    /**
     * The shortest text for the problem, batch and outputs besides. {@link #parse} reads it back, unless padding is over an
     * int, as {@code 'same'} asks for where dilation is absurd.
     */
    static String write(Geometry problem) {
        Axis h = problem.height();
        Axis w = problem.width();
        String border = problem.paddingMode() == PaddingMode.ZEROS ? "" : "_" + problem.paddingMode();
        return (problem.groups() == 1 ? "" : "g" + problem.groups())
                + ("mb" + problem.batch() + "ic" + problem.inChannels())
                + both("i", "" + h.in(), "" + w.in(), "")
                + ("oc" + problem.outChannels())
                + both("o", "" + h.outLong(), "" + w.outLong(), "")
                + both("k", "" + h.kernel(), "" + w.kernel(), "")
                + both("s", "" + h.stride(), "" + w.stride(), "1")
                + both("d", "" + (h.dilation() - 1), "" + (w.dilation() - 1), "0")
                + both("p", pads(h), pads(w), "0")
                + border;
    }

    private static String both(String key, String alongHeight, String alongWidth, String byDefault) {
        return (alongHeight.equals(byDefault) ? "" : key + "h" + alongHeight)
                + (alongWidth.equals(alongHeight) ? "" : key + "w" + alongWidth);
    }

    private static String pads(Axis axis) {
        return axis.padBegin() + (axis.padBegin() == axis.padEnd() ? "" : ":" + axis.padEnd());
    }

    private static Spelling read(String text) {
        Map<String, Integer> values = new HashMap<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.region(end, text.length()).lookingAt()) {
            put(values, part.group(1), part.group(2));
            if (part.group(3) != null) {
                put(values, part.group(1) + ":", part.group(3));
            }
            end = part.end();
        }
        Matcher tail = TAIL.matcher(text).region(end, text.length());
        if (end == 0 || !tail.matches()) {
            throw new IllegalArgumentException("\"" + shown(text.substring(end))
                    + "\" cannot be read; must be like ic64ih56oc64oh56kh3ph1n\"name\"");
        }
        @Nullable String mode = tail.group(1);
        @Nullable String name = tail.group(2);
        int height = required(values, "ih");
        int width = values.getOrDefault("iw", height);
        Conv2dOptions options = new Conv2dOptions(
                required(values, "ic"),
                required(values, "oc"),
                new HW(required(values, "kh"), values.getOrDefault("kw", required(values, "kh"))),
                pair(values, "s", 1),
                padding(values),
                dilation(pair(values, "d", 0)),
                values.getOrDefault("g", 1),
                true,
                mode == null ? PaddingMode.ZEROS : PaddingMode.parse(mode));
        OptionalInt batch = values.containsKey("mb") ? OptionalInt.of(values.get("mb")) : OptionalInt.empty();
        Spelling spelling = new Spelling(options, batch, height, width, name == null ? "" : name);
        Geometry problem = spelling.geometry(batch.orElse(1));
        check(values, "oh", problem.height().out());
        check(values, "ow", problem.width().out());
        return spelling;
    }

    private static void put(Map<String, Integer> values, String key, String digits) {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("does not know " + shown(key));
        }
        int value;
        try {
            value = Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " = " + shown(digits) + ": must fit an int", e);
        }
        if (values.put(key, value) != null) {
            throw new IllegalArgumentException("has " + key + " twice");
        }
    }

    private static HW pair(Map<String, Integer> values, String key, int byDefault) {
        int alongHeight = values.getOrDefault(key + "h", byDefault);
        return new HW(alongHeight, values.getOrDefault(key + "w", alongHeight));
    }

    private static HW dilation(HW zeroBased) {
        if (Math.max(zeroBased.height(), zeroBased.width()) == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("dilation = " + Integer.MAX_VALUE + " + 1: must fit an int");
        }
        return new HW(zeroBased.height() + 1, zeroBased.width() + 1);
    }

    private static Padding padding(Map<String, Integer> values) {
        HW begin = pair(values, "p", 0);
        int bottom = values.getOrDefault("ph:", begin.height());
        int right = values.getOrDefault("pw:", values.containsKey("pw") ? begin.width() : bottom);
        return Padding.of(begin.height(), begin.width(), bottom, right);
    }

    private static int required(Map<String, Integer> values, String key) {
        @Nullable Integer value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("has no " + key);
        }
        return value;
    }

    private static void check(Map<String, Integer> values, String key, int actual) {
        int said = values.getOrDefault(key, actual);
        if (said != actual) {
            throw new IllegalArgumentException(key + " = " + said + ": must be " + actual);
        }
    }

    /** Short, and without characters that a terminal would obey. */
    private static String shown(String text) {
        String begin = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return begin.replaceAll("\\p{Cntrl}", "?");
    }
}
