package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.jspecify.annotations.Nullable;

/** Memory objects, argument lists, a stream and scratch memory, all made once: a run makes no object. */
final class OneDnnWorkspace implements Workspace {
    private final Handles handles = new Handles();
    private final OneDnnKernel kernel;
    private final dnnl_stream stream;
    private final Target input;
    private final Target output;
    private final @Nullable Target residual;
    private final List<Step> steps = new ArrayList<>();
    private final Scratch scratch = new Scratch();

    /** One execution of the run, and its arguments. */
    private record Step(Primitive primitive, ArgumentList arguments) {}

    OneDnnWorkspace(OneDnnKernel kernel) {
        this.kernel = kernel;
        ConvolutionDescriptor descriptor = kernel.descriptor;
        try {
            stream = handles.stream(kernel.engine);
            dnnl_memory from = handles.memory(kernel.engine, descriptor.userSource());
            dnnl_memory to = handles.memory(kernel.engine, descriptor.userDestination());
            dnnl_memory added =
                    kernel.addsResidual ? handles.memory(kernel.engine, descriptor.userDestination()) : null;
            input = new Target(from);
            output = new Target(to);
            residual = added == null ? null : new Target(added);
            dnnl_memory source = from;
            if (kernel.reorderSource != null) {
                source = scratch(descriptor.source());
                copy(kernel.reorderSource, from, source);
            }
            dnnl_memory destination = kernel.reorderDestination == null ? to : scratch(descriptor.destination());
            if (kernel.copyResidual != null && added != null) {
                copy(kernel.copyResidual, added, destination);
            }
            convolve(source, destination, descriptor.addsInPlace() ? null : added);
            if (kernel.reorderDestination != null) {
                copy(kernel.reorderDestination, destination, to);
            }
            scratch.finish(handles);
        } catch (Throwable e) {
            handles.close();
            throw e;
        }
    }

    private void copy(Primitive primitive, dnnl_memory from, dnnl_memory to) {
        step(primitive).add(DNNL_ARG_FROM, from).add(DNNL_ARG_TO, to);
    }

    private void convolve(dnnl_memory source, dnnl_memory destination, @Nullable dnnl_memory added) {
        ArgumentList arguments = step(kernel.convolution)
                .add(DNNL_ARG_SRC, source)
                .add(DNNL_ARG_WEIGHTS, kernel.weights)
                .add(DNNL_ARG_DST, destination);
        if (kernel.bias != null) {
            arguments.add(DNNL_ARG_BIAS, kernel.bias);
        }
        if (added != null) {
            // The operand of the first operation behind the convolution.
            arguments.add(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1, added);
        }
    }

    private ArgumentList step(Primitive primitive) {
        ArgumentList arguments = new ArgumentList();
        steps.add(new Step(primitive, arguments));
        if (primitive.scale() != null) {
            arguments.add(DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC, primitive.scale());
        }
        return arguments.add(DNNL_ARG_SCRATCHPAD, scratch(primitive.scratchpad()));
    }

    private dnnl_memory scratch(dnnl_memory_desc desc) {
        dnnl_memory memory = handles.memory(kernel.engine, desc);
        scratch.add(new Target(memory), dnnl_memory_desc_get_size(desc));
        return memory;
    }

    @Override
    public void run(Storage from, @Nullable Storage added, Storage to) {
        try {
            scratch.borrow();
            for (int part = 0; part < kernel.parts; part++) {
                input.moveTo(from.address() + part * kernel.inputBytes);
                output.moveTo(to.address() + part * kernel.outputBytes);
                if (residual != null && added != null) {
                    residual.moveTo(added.address() + part * kernel.outputBytes);
                }
                // By index: an iterator would be garbage.
                for (int i = 0; i < steps.size(); i++) {
                    Step step = steps.get(i);
                    step.primitive().execute(stream, step.arguments());
                }
            }
            Status.check(dnnl_stream_wait(stream), "dnnl_stream_wait");
        } finally {
            scratch.giveBack();
        }
    }

    /** Bytes that each run takes. */
    static long bytes(OneDnnKernel kernel) {
        ConvolutionDescriptor descriptor = kernel.descriptor;
        return Primitive.scratchpadBytes(kernel.convolution)
                + Primitive.scratchpadBytes(kernel.reorderSource)
                + Primitive.scratchpadBytes(kernel.copyResidual)
                + Primitive.scratchpadBytes(kernel.reorderDestination)
                + (kernel.reorderSource == null ? 0 : dnnl_memory_desc_get_size(descriptor.source()))
                + (kernel.reorderDestination == null ? 0 : dnnl_memory_desc_get_size(descriptor.destination()));
    }

    @Override
    public long heldBytes() {
        return scratch.heldBytes();
    }

    @Override
    public void close() {
        handles.close();
    }
}
