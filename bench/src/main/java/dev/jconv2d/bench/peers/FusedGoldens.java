package dev.jconv2d.bench.peers;

import dev.jconv2d.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Writes what PyTorch computes, in float64, for activation functions and for layers with fused operations: the files that the
 * library's FusedGoldensTest reads. To make them again, on any machine on which PyTorch by JavaCPP runs:
 *
 * <pre>{@code
 * OPENBLAS_NUM_THREADS=1 mvn -q -f bench/pom.xml compile exec:exec \
 *     -Dbench.main=dev.jconv2d.bench.peers.FusedGoldens -Dbench.args=../src/test/resources/dev/jconv2d
 * }</pre>
 *
 * <p>Another machine's vector functions may differ in the last bits; all else is deterministic.
 */
public final class FusedGoldens {
    /** Beside the grid: tiny, a float's denormal, around bends, where float32's exp overflows, large, and infinite. */
    private static final float[] SPECIAL = {
        0,
        1e-40f,
        1e-20f,
        1e-6f,
        0.1f,
        0.7f,
        2.9999998f,
        3.0000002f,
        5.5f,
        6.5f,
        88,
        104,
        1e4f,
        1e30f,
        Float.POSITIVE_INFINITY
    };

    private FusedGoldens() {}

    /**
     * Writes both files.
     *
     * @param args the folder that they go to
     * @throws IOException if they cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        torch.set_num_threads(1);
        String origin = "# Computed by PyTorch " + torch.class.getPackage().getImplementationVersion()
                + " (JavaCPP's), in float64 from float32 values; written by FusedGoldens in bench/.";
        List<String> functions = new ArrayList<>(List.of(origin, "activation\tx\ty"));
        TorchActivations.all().forEach(activation -> functions.addAll(function(activation)));
        Files.write(folder.resolve("activations.tsv"), functions);

        List<String> layers = new ArrayList<>(List.of(
                origin,
                "# conv2d(x, weight, bias), then batch_norm in eval mode, + residual, activation; - where there is none.",
                "# layer: in, out, then kernel, stride, padding, dilation (height and width each), groups.",
                "# magnitude: what y were, without activation, for the values without their signs."));
        for (FusedLayer layer : FusedLayers.all()) {
            layers.addAll(layer(layer, FusedValues.random(layer, layers.size())));
        }
        Files.write(folder.resolve("fused.tsv"), layers);
    }

    private static List<String> function(Activation activation) {
        float[] x = inputs();
        double[] y = Doubles.values(TorchActivations.apply(activation, Doubles.tensor(x, x.length)));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            lines.add(activation + "\t" + x[i] + "\t" + y[i]);
        }
        return lines;
    }

    private static float[] inputs() {
        float[] inputs = new float[33 + 2 * SPECIAL.length + 1];
        int count = 0;
        for (float x = -12; x <= 12; x += 0.75f) {
            inputs[count++] = x;
        }
        for (float special : SPECIAL) {
            inputs[count++] = special;
            inputs[count++] = -special;
        }
        inputs[count] = Float.NaN;
        return inputs;
    }

    private static List<String> layer(FusedLayer layer, FusedValues values) {
        Activation activation = layer.activation();
        Tensor sum = values.sum();
        Tensor y = activation == null ? sum : TorchActivations.apply(activation, sum);
        return List.of(
                "layer\t" + layer.input().get(1) + " " + join(layer.shape()),
                "input\t" + join(layer.input()),
                "activation\t" + (activation == null ? "-" : activation),
                "x\t" + join(values.x()),
                "weight\t" + join(values.weight()),
                "bias\t" + join(values.bias()),
                "bn.mean\t" + join(values.mean()),
                "bn.var\t" + join(values.variance()),
                "bn.weight\t" + join(values.gamma()),
                "bn.bias\t" + join(values.beta()),
                "bn.eps\t" + (layer.norm() == FusedLayer.Norm.NONE ? "-" : layer.eps()),
                "residual\t" + join(values.residual()),
                "magnitude\t" + join(values.magnitudes().sum(), value -> String.format(Locale.ROOT, "%.2g", value)),
                "y\t" + join(y, String::valueOf));
    }

    private static String join(List<Long> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String join(float @Nullable [] values) {
        return values == null ? "-" : Arrays.toString(values).replaceAll("[\\[\\],]", "");
    }

    private static String join(Tensor values, DoubleFunction<String> format) {
        return DoubleStream.of(Doubles.values(values)).mapToObj(format).collect(Collectors.joining(" "));
    }
}
