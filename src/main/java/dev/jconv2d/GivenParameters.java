package dev.jconv2d;

import dev.jconv2d.internal.Initialization;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a builder was given to make a layer's parameters from. Arrays are kept, not copied. Not thread-safe. */
final class GivenParameters {
    private float @Nullable [] weight;
    private long @Nullable [] weightShape;
    private float @Nullable [] bias;
    private long @Nullable [] biasShape;
    private @Nullable BatchNorm batchNorm;
    private @Nullable Long seed;

    /** The weight's values; without a shape, that of the layer's weight is meant. */
    void setWeight(float[] values, long @Nullable [] shape) {
        weight = values;
        weightShape = shape;
    }

    void setBias(float[] values, long[] shape) {
        bias = values;
        biasShape = shape;
    }

    /** Drops the bias's values. */
    void dropBias() {
        bias = null;
        biasShape = null;
    }

    void setBatchNorm(BatchNorm norm) {
        batchNorm = norm;
    }

    /** What values that were not given start from. */
    void setSeed(long value) {
        seed = value;
    }

    /**
     * Checks what was given and makes the parameters. They have a bias if the options say so, or a batch norm was given.
     *
     * @param options the layer before the batch norm is folded into it
     * @throws IllegalArgumentException if what was given does not go together, or with the layer
     */
    Parameters toParameters(Conv2dOptions options, PostOps postOps) {
        Parameters parameters = unfolded(options, postOps);
        if (batchNorm == null) {
            return parameters;
        }
        batchNorm.requireChannels(options.outChannels());
        return new Parameters(
                batchNorm.foldWeight(parameters.weight()), batchNorm.foldBias(parameters.bias()), postOps);
    }

    private Parameters unfolded(Conv2dOptions options, PostOps postOps) {
        if (weight == null && bias == null) {
            SplittableRandom random = seed == null ? new SplittableRandom() : new SplittableRandom(seed);
            return Initialization.uniform(options, random, postOps);
        }
        if (weight == null) {
            throw new IllegalArgumentException("weight: must be given, because bias is");
        }
        if (options.bias() && bias == null) {
            throw new IllegalArgumentException(
                    "bias: must be given, because weight is; bias(false) makes a layer without");
        }
        requireShape("weight", weight, weightShape, options.weightShape());
        if (bias != null) {
            requireShape("bias", bias, biasShape, options.outChannels());
        }
        return new Parameters(weight, bias, postOps);
    }

    private static void requireShape(String argument, float[] values, long @Nullable [] given, long... expected) {
        if (given != null && !Arrays.equals(given, expected)) {
            throw new IllegalArgumentException(
                    argument + " shape = " + Arrays.toString(given) + ": must be " + Arrays.toString(expected));
        }
        Tensor.requireLength(argument, values.length, expected);
    }
}
