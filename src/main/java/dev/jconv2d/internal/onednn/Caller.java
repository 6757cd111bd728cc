package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Storage;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * What one run of a kernel needs for itself: memory objects, argument lists, a stream, all made once and kept. One thread at
 * a time uses it; the large memory that goes with it is borrowed from the pool for each run.
 */
final class Caller implements AutoCloseable {
    private final Handles handles = new Handles();
    private final dnnl_stream stream;
    private final Address address = new Address();
    private final dnnl_memory input;
    private final dnnl_memory output;
    private final List<Step> steps = new ArrayList<>();
    private final List<Loan> loans = new ArrayList<>();

    /** One execution of the run, and its arguments. */
    private record Step(Primitive primitive, ArgumentList arguments) {}

    Caller(OneDnnKernel kernel) {
        ConvolutionDescriptor descriptor = kernel.descriptor;
        try {
            stream = handles.stream(kernel.engine);
            input = handles.memory(kernel.engine, descriptor.userSource());
            output = handles.memory(kernel.engine, descriptor.userDestination());
            dnnl_memory source = input;
            dnnl_memory destination = output;
            if (kernel.reorderSource != null) {
                source = borrowed(kernel, descriptor.source());
                step(kernel, kernel.reorderSource).add(DNNL_ARG_FROM, input).add(DNNL_ARG_TO, source);
            }
            if (kernel.reorderDestination != null) {
                destination = borrowed(kernel, descriptor.destination());
            }
            ArgumentList convolution = step(kernel, kernel.convolution)
                    .add(DNNL_ARG_SRC, source)
                    .add(DNNL_ARG_WEIGHTS, kernel.weights)
                    .add(DNNL_ARG_DST, destination);
            if (kernel.bias != null) {
                convolution.add(DNNL_ARG_BIAS, kernel.bias);
            }
            if (kernel.reorderDestination != null) {
                step(kernel, kernel.reorderDestination)
                        .add(DNNL_ARG_FROM, destination)
                        .add(DNNL_ARG_TO, output);
            }
        } catch (Throwable e) {
            handles.close();
            throw e;
        }
    }

    private ArgumentList step(OneDnnKernel kernel, Primitive primitive) {
        ArgumentList arguments = new ArgumentList();
        steps.add(new Step(primitive, arguments));
        return arguments.add(DNNL_ARG_SCRATCHPAD, borrowed(kernel, primitive.scratchpad()));
    }

    /** A memory object whose memory comes from the pool for each run; empty ones need none. */
    private dnnl_memory borrowed(OneDnnKernel kernel, dnnl_memory_desc desc) {
        dnnl_memory memory = handles.memory(kernel.engine, desc);
        long bytes = dnnl_memory_desc_get_size(desc);
        if (bytes > 0) {
            loans.add(new Loan(memory, bytes));
        }
        return memory;
    }

    /** Computes; input and output are valid, and the caller keeps them reachable. */
    void run(Storage from, Storage to) {
        try {
            point(input, from);
            point(output, to);
            for (Loan loan : loans) {
                point(loan.memory(), loan.take());
            }
            for (Step step : steps) {
                step.primitive().execute(stream, step.arguments());
            }
            Status.check(dnnl_stream_wait(stream), "dnnl_stream_wait");
        } finally {
            for (Loan loan : loans) {
                loan.giveBack();
            }
        }
    }

    private void point(dnnl_memory memory, Storage storage) {
        Status.check(dnnl_memory_set_data_handle(memory, address.set(storage)), "dnnl_memory_set_data_handle");
    }

    /** Bytes that each run borrows. */
    static long loanBytes(OneDnnKernel kernel) {
        ConvolutionDescriptor descriptor = kernel.descriptor;
        return Primitive.scratchpadBytes(kernel.convolution)
                + Primitive.scratchpadBytes(kernel.reorderSource)
                + Primitive.scratchpadBytes(kernel.reorderDestination)
                + (kernel.reorderSource == null ? 0 : dnnl_memory_desc_get_size(descriptor.source()))
                + (kernel.reorderDestination == null ? 0 : dnnl_memory_desc_get_size(descriptor.destination()));
    }

    @Override
    public void close() {
        handles.close();
    }
}
