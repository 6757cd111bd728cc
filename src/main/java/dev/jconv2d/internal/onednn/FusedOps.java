package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.Activation;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;

/**
 * What follows a convolution, in oneDNN's terms.
 *
 * <p>oneDNN's vector code takes {@code max(NaN, bound)} for {@code bound}, so its ReLU and clip would turn NaN into a number. It
 * loses none where it multiplies: {@code x * clip(alpha * x + beta, 0, 1)}, its hardswish, is ReLU for an alpha large enough.
 */
final class FusedOps {
    private static final float SIXTH = 1 / 6f;

    private final dnnl_post_ops operations;

    private FusedOps(dnnl_post_ops operations) {
        this.operations = operations;
    }

    /** Adds what the output holds before. */
    static void appendSum(dnnl_post_ops operations) {
        Status.check(dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef), "dnnl_post_ops_append_sum");
    }

    /** Adds another tensor. */
    static void appendAdd(dnnl_post_ops operations, dnnl_memory_desc residual) {
        Status.check(dnnl_post_ops_append_binary(operations, dnnl_binary_add, residual), "dnnl_post_ops_append_binary");
    }

    static void append(dnnl_post_ops operations, Activation activation) {
        new FusedOps(operations).append(activation);
    }

    private void append(Activation activation) {
        float alpha = activation.alpha();
        switch (activation.kind()) {
            case LEAKY_RELU -> {
                if (alpha == 0) {
                    relu();
                } else {
                    eltwise(dnnl_eltwise_relu, alpha, 0);
                }
            }
            case HARDTANH -> hardtanh(alpha, activation.beta());
            case ELU -> eltwise(dnnl_eltwise_elu, alpha, 0);
            case GELU -> eltwise(dnnl_eltwise_gelu_erf, 0, 0);
            case GELU_TANH -> eltwise(dnnl_eltwise_gelu_tanh, 0, 0);
            case SILU -> eltwise(dnnl_eltwise_swish, 1, 0);
            case SIGMOID -> eltwise(dnnl_eltwise_logistic, 0, 0);
            case TANH -> eltwise(dnnl_eltwise_tanh, 0, 0);
            case HARDSWISH -> eltwise(dnnl_eltwise_hardswish, SIXTH, 0.5f);
            case HARDSIGMOID -> {
                eltwise(dnnl_eltwise_linear, SIXTH, 0.5f);
                hardtanh(0, 1);
            }
            case MISH -> eltwise(dnnl_eltwise_mish, 0, 0);
        }
    }

    private void relu() {
        eltwise(dnnl_eltwise_hardswish, Float.MAX_VALUE, 0);
    }

    private void hardtanh(float least, float greatest) {
        if (least == 0) {
            notAbove(greatest);
            relu();
        } else {
            notAbove(greatest);
            nanFromMinusInfinity();
            eltwise(dnnl_eltwise_linear, -1, 0);
            notAbove(-least);
            nanFromMinusInfinity();
            eltwise(dnnl_eltwise_linear, -1, 0);
        }
    }

    /** The smaller of both, and minus infinity for NaN. */
    private void notAbove(float bound) {
        eltwise(dnnl_eltwise_clip, Float.NEGATIVE_INFINITY, bound);
    }

    /**
     * {@code x * clip(tiny * x + 1, 0, 1)}: x itself, but NaN for minus infinity. tiny is the least float, which makes no finite number
     * large. It is not 0, because 0 times infinity is NaN, which some implementations clip to 1.
     */
    private void nanFromMinusInfinity() {
        eltwise(dnnl_eltwise_hardswish, Float.MIN_VALUE, 1);
    }

    private void eltwise(int algorithm, float alpha, float beta) {
        Status.check(dnnl_post_ops_append_eltwise(operations, algorithm, alpha, beta), "dnnl_post_ops_append_eltwise");
    }
}
