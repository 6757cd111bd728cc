package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * The implementations that oneDNN has of a layer in some layouts, each once, what it likes best first. All that is made is owned
 * by the handles.
 *
 * <p>oneDNN's iterator first gives what its cache holds, and then, from the beginning, what it finds: so a repeat is no end, or what
 * a process has made before would change what is found.
 */
final class Implementations {
    /** More than oneDNN has of implementations, and of places in its cache that a layer's may take. */
    private static final int MOST_STEPS = 256;

    private final Handles handles;
    private final Layout from;
    private final Layout to;
    /** Each step changes it, and frees the layouts within it. */
    private final dnnl_primitive_desc iterator = new dnnl_primitive_desc();

    private final dnnl_memory_desc userSource;
    private final dnnl_memory_desc userWeights;
    private final dnnl_memory_desc userDestination;
    private final dnnl_memory_desc bias;
    private final boolean addsInPlace;
    private final List<ConvolutionDescriptor> seen = new ArrayList<>();
    private int steps;
    private boolean isAtEnd;

    /** Of a layer with the input from a layout and the output to one. */
    Implementations(
            Handles handles, dnnl_engine engine, Problem problem, Parameters parameters, Layout from, Layout to) {
        this.handles = handles;
        this.from = from;
        this.to = to;
        // Only kernels that write channels_last data for the caller take a tensor to add as an argument, and stay fast.
        addsInPlace = problem.outputFormat() != MemoryFormat.CHANNELS_LAST || (to != Layout.NHWC && to != Layout.AS_IS);
        Geometry geometry = problem.geometry();
        Axis height = geometry.height();
        Axis width = geometry.width();
        long[] source = {geometry.batch(), geometry.inChannels(), height.in(), width.in()};
        long[] destination = {geometry.batch(), geometry.outChannels(), height.out(), width.out()};
        long[] weights = weightDims(geometry);
        userSource = handles.plain(Layout.of(problem.inputFormat()).tag, source);
        userWeights = handles.plain(weights.length == 5 ? dnnl_goihw : dnnl_oihw, weights);
        userDestination = handles.plain(Layout.of(problem.outputFormat()).tag, destination);
        bias = parameters.bias() == null ? new dnnl_memory_desc() : handles.plain(dnnl_x, geometry.outChannels());
        int status = dnnl_convolution_forward_primitive_desc_create(
                iterator,
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
        isAtEnd = status == dnnl_unimplemented;
        if (!isAtEnd) {
            Status.check(status, "dnnl_convolution_forward_primitive_desc_create");
            handles.descriptor(iterator);
        }
    }

    /** The next best that was not there yet; null if there is none left. */
    @Nullable
    ConvolutionDescriptor next() {
        while (!isAtEnd) {
            if (steps > 0) {
                step();
            }
            steps++;
            ConvolutionDescriptor descriptor = isAtEnd ? null : copy();
            if (descriptor != null && isNew(descriptor) && isAsAsked(descriptor)) {
                return descriptor;
            }
        }
        return null;
    }

    private void step() {
        int status = dnnl_primitive_desc_next_impl(iterator);
        isAtEnd = status == dnnl_last_impl_reached || steps == MOST_STEPS;
        if (!isAtEnd) {
            Status.check(status, "dnnl_primitive_desc_next_impl");
        }
    }

    private ConvolutionDescriptor copy() {
        dnnl_primitive_desc primitive = new dnnl_primitive_desc();
        Status.check(dnnl_primitive_desc_clone(primitive, iterator), "dnnl_primitive_desc_clone");
        handles.descriptor(primitive);
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

    private boolean isNew(ConvolutionDescriptor descriptor) {
        boolean isNew = !descriptor.isAmong(seen);
        if (isNew) {
            seen.add(descriptor);
        }
        return isNew;
    }

    private boolean isAsAsked(ConvolutionDescriptor descriptor) {
        return (from != Layout.AS_IS && to != Layout.AS_IS) || descriptor.isAsGiven();
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
}
