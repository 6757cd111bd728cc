package dev.jconv2d;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A layer of fused.tsv, which tells what its lines are. */
final class GoldenLayer {
    private final Map<String, String> lines = new HashMap<>();

    /** Takes the file's lines but for comments. */
    static List<GoldenLayer> read(Stream<String> file) {
        List<GoldenLayer> layers = new ArrayList<>();
        file.forEach(line -> {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            if (name.equals("layer")) {
                layers.add(new GoldenLayer());
            }
            layers.get(layers.size() - 1).lines.put(name, line.substring(tab + 1));
        });
        return layers;
    }

    private String text(String name) {
        String text = lines.get(name);
        if (text == null) {
            throw new IllegalStateException("No " + name + " in " + lines.keySet());
        }
        return text;
    }

    boolean has(String name) {
        return !text(name).equals("-");
    }

    /** The name of the function, or "-". */
    String activation() {
        return text("activation");
    }

    double[] doubles(String name) {
        return Stream.of(text(name).split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Null where there is none. */
    float[] floats(String name) {
        if (!has(name)) {
            return null;
        }
        String[] texts = text(name).split(" ", -1);
        float[] values = new float[texts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(texts[i]);
        }
        return values;
    }

    long[] inputShape() {
        return DoubleStream.of(doubles("input")).mapToLong(size -> (long) size).toArray();
    }

    /** How many products make an output. */
    int taps() {
        return floats("weight").length / layer()[1];
    }

    private int[] layer() {
        return Arrays.stream(text("layer").split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** The layer without its activation. */
    Conv2dBuilder builder() {
        int[] layer = layer();
        Conv2dBuilder builder = Conv2d.builder(layer[0], layer[1], layer[2], layer[3])
                .stride(layer[4], layer[5])
                .padding(layer[6], layer[7])
                .dilation(layer[8], layer[9])
                .groups(layer[10])
                .weight(floats("weight"))
                .residual(has("residual"));
        builder = has("bias") ? builder.bias(floats("bias")) : builder.bias(false);
        return has("bn.mean")
                ? builder.batchNorm(
                        floats("bn.mean"),
                        floats("bn.var"),
                        floats("bn.weight"),
                        floats("bn.bias"),
                        Double.parseDouble(text("bn.eps")))
                : builder;
    }

    @Override
    public String toString() {
        return "layer " + text("layer") + ", input " + text("input") + ", " + activation();
    }
}
