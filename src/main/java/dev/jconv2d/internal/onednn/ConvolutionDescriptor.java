package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Shapes;
import dev.jconv2d.internal.Storage;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A layer's parameters in oneDNN's terms, and the implementation that oneDNN answers with. Everything in it is owned by the
 * handles that it was made with.
 *
 * @param primitive the convolution
 * @param attributes what all primitives of this problem share
 * @param implementation its name, such as {@code brg_conv_fwd:avx512_core}
 * @param userSource the input as PyTorch has it, contiguous
 * @param userWeights the weights as PyTorch has them, contiguous
 * @param userDestination the output as PyTorch has it, contiguous
 * @param source the input as the implementation wants it
 * @param weights the weights as the implementation wants them
 * @param bias the bias
 * @param destination the output as the implementation gives it
 */
record ConvolutionDescriptor(
        dnnl_primitive_desc primitive,
        dnnl_primitive_attr attributes,
        String implementation,
        dnnl_memory_desc userSource,
        dnnl_memory_desc userWeights,
        dnnl_memory_desc userDestination,
        dnnl_memory_desc source,
        dnnl_memory_desc weights,
        dnnl_memory_desc bias,
        dnnl_memory_desc destination) {

    /**
     * Asks oneDNN for its best implementation: first with data in whatever layout it likes, then with plain data, for an
     * implementation that has no favourite of its own.
     *
     * @return null if all it has for this problem is its slow reference code
     */
    static @Nullable ConvolutionDescriptor create(Handles handles, dnnl_engine engine, Geometry problem, boolean bias) {
        for (int dataLayout : new int[] {dnnl_format_tag_any, dnnl_nchw}) {
            ConvolutionDescriptor descriptor = create(handles, engine, problem, bias, dataLayout);
            if (descriptor != null && !descriptor.implementation.contains("ref")) {
                return descriptor;
            }
        }
        return null;
    }

    private static @Nullable ConvolutionDescriptor create(
            Handles handles, dnnl_engine engine, Geometry problem, boolean bias, int dataLayout) {
        Axis height = problem.height();
        Axis width = problem.width();
        long[] source = {problem.batch(), problem.inChannels(), height.in(), width.in()};
        long[] destination = {problem.batch(), problem.outChannels(), height.out(), width.out()};
        long[] weights = weightDims(problem);
        dnnl_memory_desc biasDesc = bias ? handles.plain(dnnl_x, problem.outChannels()) : new dnnl_memory_desc();
        dnnl_primitive_attr attributes = handles.userScratchpad();
        dnnl_primitive_desc primitive = new dnnl_primitive_desc();
        int status = dnnl_convolution_forward_primitive_desc_create(
                primitive,
                engine,
                dnnl_forward_inference,
                dnnl_convolution_direct,
                handles.plain(dataLayout, source),
                handles.plain(dnnl_format_tag_any, weights),
                biasDesc,
                handles.plain(dataLayout, destination),
                new long[] {height.stride(), width.stride()},
                // 0-based here, 1-based in PyTorch.
                new long[] {height.dilation() - 1, width.dilation() - 1},
                new long[] {height.padBegin(), width.padBegin()},
                new long[] {height.padEnd(), width.padEnd()},
                attributes);
        if (status == dnnl_unimplemented) {
            return null;
        }
        Status.check(status, "dnnl_convolution_forward_primitive_desc_create");
        handles.descriptor(primitive);
        return new ConvolutionDescriptor(
                primitive,
                attributes,
                implementationOf(primitive),
                handles.plain(dnnl_nchw, source),
                handles.plain(weights.length == 5 ? dnnl_goihw : dnnl_oihw, weights),
                handles.plain(dnnl_nchw, destination),
                // Inside the primitive's descriptor, and living as long.
                dnnl_primitive_desc_query_md(primitive, dnnl_query_src_md, 0),
                dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0),
                biasDesc,
                dnnl_primitive_desc_query_md(primitive, dnnl_query_dst_md, 0));
    }

    /** Groups make weights five-dimensional; the bytes are the same. */
    private static long[] weightDims(Geometry problem) {
        int kh = problem.height().kernel();
        int kw = problem.width().kernel();
        return problem.groups() == 1
                ? new long[] {problem.outChannels(), problem.inChannels(), kh, kw}
                : new long[] {problem.groups(), problem.outChannelsPerGroup(), problem.inChannelsPerGroup(), kh, kw};
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

    private static String implementationOf(dnnl_primitive_desc primitive) {
        Storage pointer = Storage.allocate(Long.BYTES);
        Status.check(
                dnnl_primitive_desc_query(primitive, dnnl_query_impl_info_str, 0, Address.of(pointer)),
                "dnnl_primitive_desc_query");
        return new BytePointer(new Address().set(pointer.bytes().getLong(0))).getString();
    }
}
