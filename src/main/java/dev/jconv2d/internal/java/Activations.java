package dev.jconv2d.internal.java;

import dev.jconv2d.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Activations of many values: in loops over floats where those give the same as {@link Activation#apply} to the last bit or two,
 * else by that.
 */
final class Activations {
    private Activations() {}

    /** Replaces some values by the function's; none leaves them. */
    static void apply(@Nullable Activation activation, float[] values, int from, int count) {
        if (activation == null) {
            return;
        }
        float alpha = activation.alpha();
        float beta = activation.beta();
        int end = from + count;
        switch (activation.kind()) {
            case LEAKY_RELU -> {
                if (alpha == 0) {
                    relu(values, from, end);
                } else {
                    leakyRelu(values, from, end, alpha);
                }
            }
            case HARDTANH -> clip(values, from, end, alpha, beta);
            case HARDSWISH -> hardswish(values, from, end);
            case HARDSIGMOID -> hardsigmoid(values, from, end);
            default -> {
                for (int i = from; i < end; i++) {
                    values[i] = (float) activation.apply(values[i]);
                }
            }
        }
    }

    // Math.max and Math.min give NaN for NaN.

    private static void relu(float[] values, int from, int end) {
        for (int i = from; i < end; i++) {
            values[i] = Math.max(values[i], 0);
        }
    }

    private static void leakyRelu(float[] values, int from, int end, float slope) {
        for (int i = from; i < end; i++) {
            float x = values[i];
            values[i] = x > 0 ? x : slope * x;
        }
    }

    private static void clip(float[] values, int from, int end, float min, float max) {
        for (int i = from; i < end; i++) {
            values[i] = Math.min(Math.max(values[i], min), max);
        }
    }

    private static void hardswish(float[] values, int from, int end) {
        for (int i = from; i < end; i++) {
            float x = values[i];
            values[i] = x * (Math.min(Math.max(x + 3, 0), 6) / 6);
        }
    }

    private static void hardsigmoid(float[] values, int from, int end) {
        for (int i = from; i < end; i++) {
            values[i] = Math.min(Math.max(values[i] + 3, 0), 6) / 6;
        }
    }
}
