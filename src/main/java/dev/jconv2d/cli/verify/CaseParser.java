package dev.jconv2d.cli.verify;

import static dev.jconv2d.cli.verify.Field.require;

import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the lines of one case; keys that it does not know are skipped. Throws IllegalArgumentException for bad lines. */
final class CaseParser {
    private static final Set<String> KNOWN = Set.of(
            "stride",
            "pads",
            "dilation",
            "groups",
            "padding_mode",
            "torch_padding",
            "bias",
            "unbatched",
            "values",
            "atol",
            "rtol");

    private static final Set<String> TENSORS = Set.of("x", "w", "b", "y");

    /** Of anything that a convolution takes. */
    private static final int MAX_RANK = 4;

    /** Floats that a border may bring, however small the image: 64 MB. Only zeros need no copy with the border. */
    private static final double MAX_BORDER = 1 << 24;

    /** And for each float of the image: three times as high and as wide is the most that reflect and circular allow. */
    private static final int MAX_GROWTH = 9;

    private final String name;
    private final FloatBuffer data;
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Values> tensors = new HashMap<>();

    CaseParser(String name, FloatBuffer data) {
        this.name = name;
        this.data = data;
    }

    void line(String key, String value) {
        if (key.equals("tensor")) {
            String[] words = value.split("\\s+");
            require(words.length == 4, Field.of("tensor", value) + ": must be LABEL DIMS OFFSET COUNT");
            if (TENSORS.contains(words[0])) {
                require(tensors.put(words[0], values(words)) == null, "tensor " + words[0] + " comes twice");
            }
        } else if (KNOWN.contains(key)) {
            require(keys.put(key, value) == null, key + " comes twice");
        }
    }

    private Values values(String[] words) {
        String tensor = "tensor " + words[0];
        long[] shape = Field.wholes(tensor, words[1]);
        require(shape.length <= MAX_RANK, tensor + " has rank " + shape.length + ": must be at most " + MAX_RANK);
        long count = 1;
        for (long size : shape) {
            require(
                    size >= 0 && size <= Integer.MAX_VALUE && (size == 0 || count <= Long.MAX_VALUE / size),
                    Field.of(tensor, words[1]) + ": sizes must be from 0 to " + Integer.MAX_VALUE
                            + ", and the elements fewer than 2^63");
            count *= size;
        }
        require(
                count == Field.whole(tensor + " count", words[3]),
                tensor + " has " + count + " elements, not " + words[3]);
        long offset = Field.whole(tensor + " offset", words[2]);
        require(
                offset >= 0 && offset <= data.capacity() - count,
                tensor + " lies outside of the data, which has " + data.capacity() + " floats");
        return new Values(shape, data.slice((int) offset, (int) count));
    }

    Case build() {
        int[] pads = ints("pads", 4, "0,0,0,0");
        String torch = keys.getOrDefault("torch_padding", "-");
        boolean bias =
                keys.getOrDefault("bias", tensors.containsKey("b") ? "1" : "0").equals("1");
        Values x = tensor("x");
        Values w = tensor("w");
        require(w.shape().length == 4, "tensor w must have rank 4");
        require(x.shape().length == 3 || x.shape().length == 4, "tensor x must have rank 3 or 4");
        require(
                flag("unbatched", x.shape().length == 3) == (x.shape().length == 3),
                "unbatched does not fit the rank of tensor x");
        PaddingMode mode = PaddingMode.parse(keys.getOrDefault("padding_mode", "zeros"));
        Case built = new Case(
                name,
                pair("stride"),
                new Case.Pads(pads[0], pads[1], pads[2], pads[3]),
                torch.equals("-") ? Padding.of(pads[0], pads[1], pads[2], pads[3]) : padding(torch),
                pair("dilation"),
                ints("groups", 1, "1")[0],
                mode,
                keys.getOrDefault("values", "float").equals("int"),
                tolerance(),
                x,
                w,
                bias ? tensor("b") : null,
                tensor("y"));
        require(
                built.copiedInput() <= MAX_BORDER + (double) MAX_GROWTH * x.count(),
                "pads = " + Arrays.toString(pads) + ": too large a border of the mode " + mode
                        + " for so small an input");
        return built;
    }

    private static Padding padding(String torch) {
        if (!torch.contains(",")) {
            return Padding.parse(torch);
        }
        int[] pair = Field.ints("torch_padding", torch, 2);
        return Padding.of(pair[0], pair[1]);
    }

    private Case.@Nullable Tolerance tolerance() {
        if (!keys.containsKey("atol") && !keys.containsKey("rtol")) {
            return null;
        }
        return new Case.Tolerance(tolerance("atol"), tolerance("rtol"));
    }

    private double tolerance(String key) {
        String text = keys.getOrDefault(key, "0");
        try {
            double value = Double.parseDouble(text);
            require(value >= 0 && Double.isFinite(value), Field.of(key, text) + ": must be finite and not negative");
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Field.of(key, text) + ": must be a number", e);
        }
    }

    private boolean flag(String key, boolean otherwise) {
        String text = keys.getOrDefault(key, otherwise ? "1" : "0");
        require(text.equals("0") || text.equals("1"), Field.of(key, text) + ": must be 0 or 1");
        return text.equals("1");
    }

    private Values tensor(String label) {
        Values values = tensors.get(label);
        if (values == null) {
            throw new IllegalArgumentException("case " + name + " has no tensor " + label);
        }
        return values;
    }

    private HW pair(String key) {
        int[] pair = ints(key, 2, "1,1");
        return new HW(pair[0], pair[1]);
    }

    private int[] ints(String key, int count, String otherwise) {
        return Field.ints(key, keys.getOrDefault(key, otherwise), count);
    }
}
