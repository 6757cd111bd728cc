package dev.jconv2d.bench.peers;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** What goes into a layer; computed by PyTorch step by step, with nothing fused or folded. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FusedValues(
        FusedLayer layer,
        float[] x,
        float[] weight,
        float @Nullable [] bias,
        float @Nullable [] mean,
        float @Nullable [] variance,
        float @Nullable [] gamma,
        float @Nullable [] beta,
        float @Nullable [] residual) {

    /** Uniform in -1 to 1, but for the variances. */
    static FusedValues random(FusedLayer layer, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long out = layer.shape().get(0);
        boolean norm = layer.norm() != FusedLayer.Norm.NONE;
        boolean affine = layer.norm() == FusedLayer.Norm.AFFINE;
        return new FusedValues(
                layer,
                uniform(random, -1, 1, layer.inputShape()),
                uniform(random, -1, 1, layer.weightShape()),
                layer.bias() ? uniform(random, -1, 1, out) : null,
                norm ? uniform(random, -1, 1, out) : null,
                // Small enough that eps counts, and that sums reach both ends of every function.
                norm ? uniform(random, 0.02, 0.5, out) : null,
                affine ? uniform(random, -1, 1, out) : null,
                affine ? uniform(random, -1, 1, out) : null,
                layer.residual() ? uniform(random, -1, 1, layer.outputShape()) : null);
    }

    private static float[] uniform(SplittableRandom random, double from, double to, long... shape) {
        float[] values = new float
                [Math.toIntExact(
                        LongStream.of(shape).reduce(Math::multiplyExact).orElseThrow())];
        for (int i = 0; i < values.length; i++) {
            // Short in decimal, and yet all of a float's bits are in use.
            values[i] = Math.round(random.nextDouble(from, to) * 10_000) / 10_000f;
        }
        return values;
    }

    /** All without their signs, so that no summand cancels another. */
    FusedValues magnitudes() {
        float[] subtracted = abs(mean);
        for (int i = 0; subtracted != null && i < subtracted.length; i++) {
            subtracted[i] = -subtracted[i];
        }
        return new FusedValues(
                layer,
                without(x),
                without(weight),
                abs(bias),
                subtracted,
                variance,
                abs(gamma),
                abs(beta),
                abs(residual));
    }

    private static float @Nullable [] abs(float @Nullable [] values) {
        return values == null ? null : without(values);
    }

    private static float[] without(float[] signed) {
        float[] values = signed.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return values;
    }

    /** The output before the activation. */
    Tensor sum() {
        Tensor sum = torch.conv2d(
                Doubles.tensor(x, layer.inputShape()),
                Doubles.tensor(weight, layer.weightShape()),
                Doubles.vector(bias),
                layer.stride(),
                layer.padding(),
                layer.dilation(),
                layer.groups());
        if (mean != null) {
            sum = torch.batch_norm(
                    sum,
                    Doubles.vector(gamma),
                    Doubles.vector(beta),
                    Doubles.vector(mean),
                    Doubles.vector(variance),
                    false, // not training
                    0,
                    layer.eps(),
                    false);
        }
        return residual == null ? sum : sum.add(Doubles.tensor(residual, layer.outputShape()));
    }
}
