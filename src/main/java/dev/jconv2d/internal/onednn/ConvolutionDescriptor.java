package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Shapes;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * A layer's parameters in oneDNN's terms, and one of the implementations that oneDNN answers with, as {@link Implementations}
 * finds them. Everything in it is owned by the handles that it was made with.
 *
 * @param primitive the convolution
 * @param implementation its name, such as {@code brg_conv_fwd:avx512_core}
 * @param userSource the input as the user has it
 * @param userWeights the weights as PyTorch has them, contiguous
 * @param userDestination the output, and the residual, as the user has them
 * @param source the input as the implementation wants it
 * @param weights the weights as the implementation wants them
 * @param bias the bias
 * @param destination the output as the implementation gives it
 * @param addsInPlace whether it adds to what the destination holds, so that the residual must be there before; else a residual
 *     is an argument
 */
record ConvolutionDescriptor(
        dnnl_primitive_desc primitive,
        String implementation,
        dnnl_memory_desc userSource,
        dnnl_memory_desc userWeights,
        dnnl_memory_desc userDestination,
        dnnl_memory_desc source,
        dnnl_memory_desc weights,
        dnnl_memory_desc bias,
        dnnl_memory_desc destination,
        boolean addsInPlace) {

    /** Whether it works on the caller's data as they lie. */
    boolean isAsGiven() {
        return dnnl_memory_desc_equal(userSource, source) != 0
                && dnnl_memory_desc_equal(userDestination, destination) != 0;
    }

    /** Why this needs more memory than may be had, or null if it does not. */
    @Nullable
    String tooLarge(long maxScratchpadBytes) {
        long scratchpad =
                dnnl_memory_desc_get_size(dnnl_primitive_desc_query_md(primitive, dnnl_query_scratchpad_md, 0));
        if (scratchpad > Math.min(maxScratchpadBytes, Shapes.MAX_BYTES)) {
            return "oneDNN asks for a scratchpad of " + scratchpad + " bytes";
        }
        for (dnnl_memory_desc desc : new dnnl_memory_desc[] {source, weights, destination}) {
            if (dnnl_memory_desc_get_size(desc) > Shapes.MAX_BYTES) {
                return "oneDNN's layout makes a tensor of " + dnnl_memory_desc_get_size(desc) + " bytes";
            }
        }
        return null;
    }

    /** Whether this does what one of others does, asked for in other words. */
    boolean isAmong(List<ConvolutionDescriptor> others) {
        for (ConvolutionDescriptor other : others) {
            if (isLike(other)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLike(ConvolutionDescriptor other) {
        return implementation.equals(other.implementation)
                && addsInPlace == other.addsInPlace
                && dnnl_memory_desc_equal(source, other.source) != 0
                && dnnl_memory_desc_equal(weights, other.weights) != 0
                && dnnl_memory_desc_equal(destination, other.destination) != 0;
    }
}
