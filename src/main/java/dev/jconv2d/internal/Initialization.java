package dev.jconv2d.internal;

import dev.jconv2d.Conv2dOptions;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The values that a layer starts from when it is given none. */
public final class Initialization {
    private Initialization() {}

    /** Weight and bias uniform in ±1/sqrt(fan_in): Kaiming's uniform distribution with a = sqrt 5, PyTorch's default. */
    public static Parameters uniform(Conv2dOptions options, RandomGenerator random, PostOps postOps) {
        long[] shape = options.weightShape();
        double bound = 1 / Math.sqrt((double) shape[1] * shape[2] * shape[3]);
        float[] weight = uniform((int) Shapes.elements(shape), bound, random);
        float @Nullable [] bias = options.bias() ? uniform(options.outChannels(), bound, random) : null;
        return new Parameters(weight, bias, postOps);
    }

    private static float[] uniform(int count, double bound, RandomGenerator random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return values;
    }
}
