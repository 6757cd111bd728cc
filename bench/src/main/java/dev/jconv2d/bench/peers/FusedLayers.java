package dev.jconv2d.bench.peers;

import static dev.jconv2d.bench.peers.FusedLayer.Norm.AFFINE;
import static dev.jconv2d.bench.peers.FusedLayer.Norm.NONE;
import static dev.jconv2d.bench.peers.FusedLayer.Norm.PLAIN;

import dev.jconv2d.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small layers of all sorts, no two dimensions alike where the layer allows it, each function behind at least one. */
final class FusedLayers {
    private FusedLayers() {}

    /** Shapes are the input's, then out, kernel, stride, padding, dilation (height and width each) and groups. */
    static List<FusedLayer> all() {
        return List.of(
                layer("1 5 4 6", "7 3 3 1 1 1 1 1 1 1", true, NONE, 0, false, Activation.relu()),
                // ResNet's block.
                layer("1 8 4 5", "8 3 3 1 1 1 1 1 1 1", false, AFFINE, 1e-5, true, Activation.relu()),
                layer("2 3 5 4", "10 3 3 2 2 1 1 1 1 1", true, PLAIN, 1e-5, false, Activation.leakyRelu(0.01f)),
                // MobileNetV2's: depthwise, and the linear end with its addition.
                layer("1 16 5 4", "16 3 3 2 1 1 1 1 1 16", false, PLAIN, 1e-3, false, Activation.relu6()),
                layer("1 16 3 4", "13 1 1 1 1 0 0 1 1 1", false, AFFINE, 1e-3, true, null),
                layer("2 8 3 2", "12 1 1 1 1 0 0 1 1 1", false, AFFINE, 1e-3, false, Activation.silu()),
                layer("1 6 4 5", "8 3 3 1 1 2 2 2 2 2", true, NONE, 0, false, Activation.gelu()),
                layer("1 5 4 9", "7 2 3 1 2 0 1 1 1 1", true, NONE, 0, true, Activation.geluTanh()),
                layer("1 8 6 5", "8 5 5 1 2 2 2 1 1 8", false, AFFINE, 1e-3, false, Activation.hardswish()),
                // Squeeze and excite.
                layer("3 12 1 1", "16 1 1 1 1 0 0 1 1 1", true, PLAIN, 1e-3, false, Activation.hardsigmoid()),
                layer("2 6 6 3", "9 3 1 2 1 1 0 1 1 3", true, PLAIN, 1e-2, true, Activation.mish()),
                layer("1 3 9 5", "5 3 2 2 1 1 0 2 1 1", true, NONE, 0, false, Activation.elu(0.5f)),
                layer("1 4 5 3", "6 3 3 1 1 1 1 1 1 1", true, PLAIN, 1e-5, true, Activation.sigmoid()),
                layer("1 7 5 3", "3 3 3 1 1 0 2 1 1 1", false, NONE, 0, false, Activation.tanh()),
                layer("1 4 4 5", "8 3 3 1 1 1 1 1 1 4", true, AFFINE, 1e-5, true, Activation.hardtanh(-0.5f, 2)),
                layer("1 16 3 4", "12 2 2 1 1 1 0 1 1 1", true, NONE, 0, true, Activation.leakyRelu(0.2f)),
                layer("2 6 4 5", "4 3 3 1 1 1 1 1 1 2", false, NONE, 0, true, null),
                layer("1 9 4 3", "2 3 3 1 1 1 1 1 1 1", true, PLAIN, 1e-3, false, Activation.elu(1)),
                layer("1 2 4 5", "17 1 3 1 2 0 1 1 1 1", false, PLAIN, 0, false, Activation.hardtanh(-1, 1)));
    }

    private static FusedLayer layer(
            String input,
            String shape,
            boolean bias,
            FusedLayer.Norm norm,
            double eps,
            boolean residual,
            @Nullable Activation activation) {
        return new FusedLayer(numbers(input), numbers(shape), bias, norm, eps, residual, activation);
    }

    private static List<Long> numbers(String text) {
        return List.of(text.split(" ", -1)).stream().map(Long::valueOf).toList();
    }
}
