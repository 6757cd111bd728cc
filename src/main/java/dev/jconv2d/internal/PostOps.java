package dev.jconv2d.internal;

import dev.jconv2d.Activation;
import org.jspecify.annotations.Nullable;

/**
 * What follows each sum, in this order.
 *
 * @param residual whether a tensor of the output's shape and format is added
 * @param activation the function of the result, or null for none
 */
public record PostOps(boolean residual, @Nullable Activation activation) {
    public static final PostOps NONE = new PostOps(false, null);

    /** One output from its sum. */
    public double apply(double sum, double addend) {
        double value = residual ? sum + addend : sum;
        return activation == null ? value : activation.apply(value);
    }

    /** Such as {@code residual ReLU6()}; empty if nothing follows. Wisdom is found by it, so it has all that counts, and stays. */
    @Override
    public String toString() {
        String function = activation == null ? "" : activation.toString();
        if (!residual) {
            return function;
        }
        return function.isEmpty() ? "residual" : "residual " + function;
    }
}
