package dev.jconv2d.internal.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jconv2d.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    private static final float[] INPUTS = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0,
        -0f,
        1,
        -1,
        2.5f,
        -2.5f,
        3,
        -3,
        7,
        -7,
        1e-40f,
        -1e30f
    };

    /** All that have loops of their own, and one that has none. */
    @Test
    void areTheFunctionsThemselvesNanAndInfinitiesToo() {
        for (Activation activation : List.of(
                Activation.relu(),
                Activation.leakyRelu(0.2f),
                Activation.relu6(),
                Activation.hardtanh(-0.5f, 2),
                Activation.hardswish(),
                Activation.hardsigmoid(),
                Activation.silu())) {
            float[] values = new float[INPUTS.length + 2];
            System.arraycopy(INPUTS, 0, values, 1, INPUTS.length);
            values[0] = -9;
            values[values.length - 1] = -9;
            Activations.apply(activation, values, 1, INPUTS.length);
            for (int i = 0; i < INPUTS.length; i++) {
                float expected = (float) activation.apply(INPUTS[i]);
                float delta = Float.isFinite(expected) ? Math.ulp(expected) * 2 : Float.MIN_VALUE;
                assertEquals(expected, values[i + 1], delta, activation + " of " + INPUTS[i]);
            }
            assertEquals(-9, values[0]);
            assertEquals(-9, values[values.length - 1]);
        }
    }
}
