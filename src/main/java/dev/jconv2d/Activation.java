package dev.jconv2d;

import dev.jconv2d.internal.Erf;
import java.util.Objects;

/**
 * A function of each output, fused behind the convolution, with the name and meaning of PyTorch's module. Immutable.
 *
 * <p>NaN stays NaN. Where a sum is infinite, even where finite inputs overflowed, oneDNN may give NaN instead of the function's
 * limit, such as the 0 of ReLU; and positive sums below 3e-39 may become smaller.
 *
 * @param kind which function
 * @param alpha its first parameter: {@code negative_slope}, {@code min_val} or {@code alpha}; else 0
 * @param beta its second parameter: {@code max_val}; else 0
 */
public record Activation(Kind kind, float alpha, float beta) {
    /** The functions. */
    public enum Kind {
        /** {@code x > 0 ? x : negative_slope * x}; ReLU where the slope is 0. */
        LEAKY_RELU,
        /** {@code min(max(x, min_val), max_val)}. */
        HARDTANH,
        /** {@code x > 0 ? x : alpha * (exp(x) - 1)}. */
        ELU,
        /** {@code x / 2 * (1 + erf(x / sqrt(2)))}. */
        GELU,
        /** {@code x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))}. */
        GELU_TANH,
        /** {@code x * sigmoid(x)}. */
        SILU,
        /** {@code 1 / (1 + exp(-x))}. */
        SIGMOID,
        /** {@code tanh(x)}. */
        TANH,
        /** {@code x * min(max(x + 3, 0), 6) / 6}. */
        HARDSWISH,
        /** {@code min(max(x + 3, 0), 6) / 6}. */
        HARDSIGMOID,
        /** {@code x * tanh(log(1 + exp(x)))}. */
        MISH
    }

    /**
     * Checks the parameters.
     *
     * @param kind which function
     * @param alpha its first parameter
     * @param beta its second parameter
     * @throws IllegalArgumentException if a parameter is NaN or infinite, if an unused one is not 0, or if {@code min_val} is
     *     not below {@code max_val}
     */
    public Activation {
        Objects.requireNonNull(kind, "kind");
        boolean one = kind == Kind.LEAKY_RELU || kind == Kind.ELU;
        if (kind == Kind.HARDTANH) {
            requireFinite("min_val", alpha);
            requireFinite("max_val", beta);
            if (alpha >= beta) {
                throw new IllegalArgumentException("min_val = " + alpha + ": must be below max_val = " + beta);
            }
        } else {
            requireFinite(kind == Kind.LEAKY_RELU ? "negative_slope" : "alpha", alpha);
            if ((!one && alpha != 0) || beta != 0) {
                throw new IllegalArgumentException(
                        "alpha = " + alpha + ", beta = " + beta + ": " + kind + " has no such parameter, it must be 0");
            }
        }
    }

    private static void requireFinite(String argument, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(argument + " = " + value + ": must be finite");
        }
    }

    /**
     * {@code nn.ReLU()}.
     *
     * @return {@code max(x, 0)}
     */
    public static Activation relu() {
        return new Activation(Kind.LEAKY_RELU, 0, 0);
    }

    /**
     * {@code nn.LeakyReLU(negative_slope)}; PyTorch's default is 0.01.
     *
     * @param negativeSlope factor of negative values
     * @return the function
     */
    public static Activation leakyRelu(float negativeSlope) {
        return new Activation(Kind.LEAKY_RELU, negativeSlope, 0);
    }

    /**
     * {@code nn.ReLU6()}.
     *
     * @return {@code min(max(x, 0), 6)}
     */
    public static Activation relu6() {
        return hardtanh(0, 6);
    }

    /**
     * {@code nn.Hardtanh(min_val, max_val)}, {@code torch.clamp}, ONNX's Clip; PyTorch's defaults are -1 and 1.
     *
     * @param minVal the least output
     * @param maxVal the greatest output, above {@code minVal}
     * @return the function
     */
    public static Activation hardtanh(float minVal, float maxVal) {
        return new Activation(Kind.HARDTANH, minVal, maxVal);
    }

    /**
     * {@code nn.ELU(alpha)}; PyTorch's default is 1.
     *
     * @param alpha what it tends to at minus infinity, negated
     * @return the function
     */
    public static Activation elu(float alpha) {
        return new Activation(Kind.ELU, alpha, 0);
    }

    /**
     * {@code nn.GELU()}, with erf.
     *
     * @return the function
     */
    public static Activation gelu() {
        return new Activation(Kind.GELU, 0, 0);
    }

    /**
     * {@code nn.GELU(approximate='tanh')}.
     *
     * @return the function
     */
    public static Activation geluTanh() {
        return new Activation(Kind.GELU_TANH, 0, 0);
    }

    /**
     * {@code nn.SiLU()}, also called swish.
     *
     * @return the function
     */
    public static Activation silu() {
        return new Activation(Kind.SILU, 0, 0);
    }

    /**
     * {@code nn.Sigmoid()}.
     *
     * @return the function
     */
    public static Activation sigmoid() {
        return new Activation(Kind.SIGMOID, 0, 0);
    }

    /**
     * {@code nn.Tanh()}.
     *
     * @return the function
     */
    public static Activation tanh() {
        return new Activation(Kind.TANH, 0, 0);
    }

    /**
     * {@code nn.Hardswish()}.
     *
     * @return the function
     */
    public static Activation hardswish() {
        return new Activation(Kind.HARDSWISH, 0, 0);
    }

    /**
     * {@code nn.Hardsigmoid()}.
     *
     * @return the function
     */
    public static Activation hardsigmoid() {
        return new Activation(Kind.HARDSIGMOID, 0, 0);
    }

    /**
     * {@code nn.Mish()}.
     *
     * @return the function
     */
    public static Activation mish() {
        return new Activation(Kind.MISH, 0, 0);
    }

    /**
     * The function itself, as PyTorch defines it.
     *
     * @param x any number; NaN gives NaN
     * @return its value
     */
    public double apply(double x) {
        return switch (kind) {
            case LEAKY_RELU -> x > 0 ? x : alpha == 0 ? positive(x) : alpha * x;
            case HARDTANH -> Math.min(Math.max(x, alpha), beta);
            case ELU -> x > 0 ? x : alpha * Math.expm1(x);
            case GELU -> x * 0.5 * (1 + Erf.erf(x * Math.sqrt(0.5)));
            case GELU_TANH -> x * 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> x / (1 + Math.exp(-x));
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case HARDSWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
            case HARDSIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
        };
    }

    /** 0 for what is not positive, minus infinity among it; NaN stays. */
    private static double positive(double x) {
        return Double.isNaN(x) ? x : 0;
    }

    /** Reads like PyTorch's repr: {@code LeakyReLU(negative_slope=0.01)}. */
    @Override
    public String toString() {
        return switch (kind) {
            case LEAKY_RELU -> alpha == 0 ? "ReLU()" : "LeakyReLU(negative_slope=" + alpha + ")";
            case HARDTANH ->
                alpha == 0 && beta == 6 ? "ReLU6()" : "Hardtanh(min_val=" + alpha + ", max_val=" + beta + ")";
            case ELU -> "ELU(alpha=" + alpha + ")";
            case GELU -> "GELU(approximate='none')";
            case GELU_TANH -> "GELU(approximate='tanh')";
            case SILU -> "SiLU()";
            case SIGMOID -> "Sigmoid()";
            case TANH -> "Tanh()";
            case HARDSWISH -> "Hardswish()";
            case HARDSIGMOID -> "Hardsigmoid()";
            case MISH -> "Mish()";
        };
    }
}
