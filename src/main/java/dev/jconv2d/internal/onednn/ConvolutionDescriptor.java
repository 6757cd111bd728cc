package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Shapes;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * A layer's parameters in oneDNN's terms, and the implementation that oneDNN answers with. Everything in it is owned by the
 * handles that it was made with.
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

    /**
     * The implementation that oneDNN likes best among those for these layouts.
     *
     * @return null if it has none
     */
    static @Nullable ConvolutionDescriptor create(
            Handles handles,
            dnnl_engine engine,
            Problem problem,
            Parameters parameters,
            Layout source,
            Layout destination) {
        // Only kernels that write channels_last data for the caller take a tensor to add as an argument, and stay fast.
        boolean addsInPlace = problem.outputFormat() != MemoryFormat.CHANNELS_LAST
                || (destination != Layout.NHWC && destination != Layout.AS_IS);
        ConvolutionDescriptor descriptor =
                create(handles, engine, problem, parameters, source, destination, addsInPlace);
        boolean unwanted = destination == Layout.AS_IS && descriptor != null && !descriptor.isAsGiven();
        return unwanted ? null : descriptor;
    }

    /**
     * The next best.
     *
     * @return null if there is none left
     */
    @Nullable
    ConvolutionDescriptor next(Handles handles) {
        // Of a copy, because asking for the next one changes the descriptor, and frees the layouts within it.
        dnnl_primitive_desc next = new dnnl_primitive_desc();
        Status.check(dnnl_primitive_desc_clone(next, primitive), "dnnl_primitive_desc_clone");
        handles.descriptor(next);
        int status = dnnl_primitive_desc_next_impl(next);
        if (status == dnnl_last_impl_reached) {
            return null;
        }
        Status.check(status, "dnnl_primitive_desc_next_impl");
        return of(next, userSource, userWeights, userDestination, bias, addsInPlace);
    }

    private boolean isAsGiven() {
        return dnnl_memory_desc_equal(userSource, source) != 0
                && dnnl_memory_desc_equal(userDestination, destination) != 0;
    }

    private static @Nullable ConvolutionDescriptor create(
            Handles handles,
            dnnl_engine engine,
            Problem problem,
            Parameters parameters,
            Layout from,
            Layout to,
            boolean addsInPlace) {
        Geometry geometry = problem.geometry();
        Axis height = geometry.height();
        Axis width = geometry.width();
        long[] source = {geometry.batch(), geometry.inChannels(), height.in(), width.in()};
        long[] destination = {geometry.batch(), geometry.outChannels(), height.out(), width.out()};
        long[] weights = weightDims(geometry);
        dnnl_memory_desc userDestination = handles.plain(Layout.of(problem.outputFormat()).tag, destination);
        dnnl_memory_desc bias =
                parameters.bias() == null ? new dnnl_memory_desc() : handles.plain(dnnl_x, geometry.outChannels());
        dnnl_primitive_desc primitive = new dnnl_primitive_desc();
        int status = dnnl_convolution_forward_primitive_desc_create(
                primitive,
                engine,
                dnnl_forward_inference,
                dnnl_convolution_direct,
                handles.plain(from.tag, source),
                handles.plain(dnnl_format_tag_any, weights),
                bias,
                handles.plain(to.tag, destination),
                new long[] {height.stride(), width.stride()},
                // 0-based here, 1-based in PyTorch.
                new long[] {height.dilation() - 1, width.dilation() - 1},
                new long[] {height.padBegin(), width.padBegin()},
                new long[] {height.padEnd(), width.padEnd()},
                attributes(handles, parameters.postOps(), addsInPlace ? null : userDestination));
        if (status == dnnl_unimplemented) {
            return null;
        }
        Status.check(status, "dnnl_convolution_forward_primitive_desc_create");
        return of(
                handles.descriptor(primitive),
                handles.plain(Layout.of(problem.inputFormat()).tag, source),
                handles.plain(weights.length == 5 ? dnnl_goihw : dnnl_oihw, weights),
                userDestination,
                bias,
                addsInPlace);
    }

    private static ConvolutionDescriptor of(
            dnnl_primitive_desc primitive,
            dnnl_memory_desc userSource,
            dnnl_memory_desc userWeights,
            dnnl_memory_desc userDestination,
            dnnl_memory_desc bias,
            boolean addsInPlace) {
        return new ConvolutionDescriptor(
                primitive,
                Queries.implementation(primitive),
                userSource,
                userWeights,
                userDestination,
                // Inside the primitive's descriptor, and living as long.
                dnnl_primitive_desc_query_md(primitive, dnnl_query_src_md, 0),
                dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0),
                bias,
                dnnl_primitive_desc_query_md(primitive, dnnl_query_dst_md, 0),
                addsInPlace);
    }

    /**
     * What follows the convolution.
     *
     * @param residual the layout of a residual that is an argument; null adds it in place
     */
    private static dnnl_primitive_attr attributes(
            Handles handles, PostOps postOps, @Nullable dnnl_memory_desc residual) {
        return handles.userScratchpad(operations -> {
            if (postOps.residual()) {
                if (residual == null) {
                    FusedOps.appendSum(operations);
                } else {
                    FusedOps.appendAdd(operations, residual);
                }
            }
            if (postOps.activation() != null) {
                FusedOps.append(operations, postOps.activation());
            }
        });
    }

    /** Groups make weights five-dimensional; the bytes are the same. */
    private static long[] weightDims(Geometry geometry) {
        int kh = geometry.height().kernel();
        int kw = geometry.width().kernel();
        return geometry.groups() == 1
                ? new long[] {geometry.outChannels(), geometry.inChannels(), kh, kw}
                : new long[] {geometry.groups(), geometry.outChannelsPerGroup(), geometry.inChannelsPerGroup(), kh, kw};
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

    /** Whether this does what another does, asked for in other words. */
    boolean isLike(ConvolutionDescriptor other) {
        return implementation.equals(other.implementation)
                && addsInPlace == other.addsInPlace
                && dnnl_memory_desc_equal(source, other.source) != 0
                && dnnl_memory_desc_equal(weights, other.weights) != 0
                && dnnl_memory_desc_equal(destination, other.destination) != 0;
    }
}
