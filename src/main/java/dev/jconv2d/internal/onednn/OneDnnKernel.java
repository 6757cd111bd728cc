package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Storage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN's convolution for one problem: primitives made once, weights packed once. What a run needs for itself stands in a
 * {@link Caller}.
 */
final class OneDnnKernel implements Kernel {
    /** Callers that are kept for the next run; more threads than this at once make theirs anew. */
    private static final int MAX_IDLE = 64;

    final dnnl_engine engine;
    final ConvolutionDescriptor descriptor;
    final Primitive convolution;
    /** From the user's layout to the convolution's, and back; null where they are the same. */
    final @Nullable Primitive reorderSource;

    final @Nullable Primitive reorderDestination;
    final dnnl_memory weights;
    final @Nullable dnnl_memory bias;

    private final Handles handles;
    private final long heldBytes;
    private final Deque<Caller> idle = new ArrayDeque<>(MAX_IDLE);

    /** Takes over the handles, with which the descriptor was made, if it succeeds. */
    OneDnnKernel(Handles handles, dnnl_engine engine, ConvolutionDescriptor descriptor, Parameters parameters) {
        this.handles = handles;
        this.engine = engine;
        this.descriptor = descriptor;
        this.convolution = Primitive.of(handles, descriptor.primitive());
        this.reorderSource = Primitive.reorder(
                handles, engine, descriptor.userSource(), descriptor.source(), descriptor.attributes());
        this.reorderDestination = Primitive.reorder(
                handles, engine, descriptor.destination(), descriptor.userDestination(), descriptor.attributes());
        Storage packed = handles.storage(dnnl_memory_desc_get_size(descriptor.weights()));
        this.weights = handles.memory(engine, descriptor.weights(), Address.of(packed));
        pack(parameters.weight(), packed);
        float[] biasValues = parameters.bias();
        if (biasValues == null) {
            this.bias = null;
            this.heldBytes = packed.size();
        } else {
            Storage copy = handles.storage((long) Float.BYTES * biasValues.length);
            copy.floats().put(0, biasValues);
            this.bias = handles.memory(engine, descriptor.bias(), Address.of(copy));
            this.heldBytes = (long) packed.size() + copy.size();
        }
    }

    /** Brings the weights into the implementation's layout. */
    private void pack(float[] values, Storage packed) {
        try (Handles temporary = new Handles()) {
            Primitive reorder = Primitive.reorder(
                    temporary, engine, descriptor.userWeights(), descriptor.weights(), descriptor.attributes());
            if (reorder == null) {
                packed.floats().put(0, values);
                return;
            }
            Storage plain = temporary.storage((long) Float.BYTES * values.length);
            plain.floats().put(0, values);
            Storage scratchpad = temporary.storage(Primitive.scratchpadBytes(reorder));
            ArgumentList arguments = new ArgumentList()
                    .add(DNNL_ARG_FROM, temporary.memory(engine, descriptor.userWeights(), Address.of(plain)))
                    .add(DNNL_ARG_TO, weights)
                    .add(DNNL_ARG_SCRATCHPAD, temporary.memory(engine, reorder.scratchpad(), Address.of(scratchpad)));
            dnnl_stream stream = temporary.stream(engine);
            reorder.execute(stream, arguments);
            Status.check(dnnl_stream_wait(stream), "dnnl_stream_wait");
        }
    }

    @Override
    public void execute(Storage input, Storage output) {
        Caller caller;
        synchronized (idle) {
            caller = idle.poll();
        }
        if (caller == null) {
            caller = new Caller(this);
        }
        try {
            caller.run(input, output);
        } finally {
            keepOrClose(caller);
        }
    }

    private void keepOrClose(Caller caller) {
        synchronized (idle) {
            if (idle.size() < MAX_IDLE) {
                idle.push(caller);
                return;
            }
        }
        caller.close();
    }

    @Override
    public Choice choice() {
        return new Choice(
                descriptor.implementation(),
                reorderSource == null && reorderDestination == null
                        ? "oneDNN's first choice"
                        : "oneDNN's first choice, with data reordered into its layout and back");
    }

    @Override
    public long heldBytes() {
        return heldBytes;
    }

    @Override
    public long workspaceBytes() {
        return Caller.loanBytes(this);
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Caller::close);
            idle.clear();
        }
        handles.close();
    }
}
