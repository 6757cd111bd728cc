package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN's convolution for one problem: primitives made once, weights packed once. What a run needs for itself stands in an
 * {@link OneDnnWorkspace}.
 */
final class OneDnnKernel implements Kernel {
    final dnnl_engine engine;
    final ConvolutionDescriptor descriptor;
    final Primitive convolution;
    final boolean addsResidual;
    /** From the user's layout to the convolution's, and back; null where they are the same. */
    final @Nullable Primitive reorderSource;

    final @Nullable Primitive reorderDestination;
    /** Brings the residual to where the convolution adds to it; null where it is an argument, or there is none. */
    final @Nullable Primitive copyResidual;

    final dnnl_memory weights;
    final @Nullable dnnl_memory bias;

    final int parts;
    /** Of a part, and of its residual as much. */
    final long inputBytes;

    final long outputBytes;
    private final Handles handles;
    private final long heldBytes;
    private final long workspaceBytes;
    private final Choice choice;

    /**
     * Takes over the handles, with which the descriptor was made, if it succeeds.
     *
     * @param problem of a part of the batch
     * @param parts how many such parts a run computes, one after another
     * @param threads the budget that is in force
     */
    OneDnnKernel(
            Handles handles,
            dnnl_engine engine,
            ConvolutionDescriptor descriptor,
            Problem problem,
            int parts,
            Parameters parameters,
            OmpThreads threads) {
        this.parts = parts;
        this.inputBytes = (long) Float.BYTES * problem.geometry().inputElements();
        this.outputBytes = (long) Float.BYTES * problem.geometry().outputElements();
        this.handles = handles;
        this.engine = engine;
        this.descriptor = descriptor;
        this.addsResidual = parameters.postOps().residual();
        this.convolution = Primitive.of(handles, descriptor.primitive(), null);
        dnnl_memory_desc to = descriptor.destination();
        dnnl_memory_desc userTo = descriptor.userDestination();
        Reorders reorders = new Reorders(handles, engine, threads.isSet());
        this.reorderSource = reorders.unlessEqual(descriptor.userSource(), descriptor.source());
        this.reorderDestination = reorders.unlessEqual(to, userTo);
        this.copyResidual = addsResidual && descriptor.addsInPlace() ? reorders.make(userTo, to) : null;
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
        this.workspaceBytes = OneDnnWorkspace.bytes(this);
        this.choice = choice(problem, threads);
    }

    /** Brings the weights into the implementation's layout. */
    private void pack(float[] values, Storage packed) {
        if (dnnl_memory_desc_equal(descriptor.userWeights(), descriptor.weights()) != 0) {
            packed.floats().put(0, values);
            return;
        }
        try (Handles temporary = new Handles()) {
            Storage plain = temporary.storage((long) Float.BYTES * values.length);
            plain.floats().put(0, values);
            OneTimeCopy.run(engine, descriptor.userWeights(), plain, descriptor.weights(), packed);
        }
    }

    private Choice choice(Problem problem, OmpThreads threads) {
        String userSource = Choice.layout(problem.inputFormat());
        String userDestination = Choice.layout(problem.outputFormat());
        String source = reorderSource == null ? userSource : Queries.layout(descriptor.source(), "nchw");
        String destination =
                reorderDestination == null ? userDestination : Queries.layout(descriptor.destination(), "nchw");
        String letters = problem.geometry().groups() == 1 ? "oihw" : "goihw";
        List<String> reorders = new ArrayList<>();
        if (reorderSource != null) {
            reorders.add("input " + userSource + " to " + source);
        }
        if (copyResidual != null) {
            reorders.add("residual " + userDestination + " to " + destination);
        }
        if (reorderDestination != null) {
            reorders.add("output " + destination + " to " + userDestination);
        }
        return new Choice(
                descriptor.implementation(),
                reason(threads),
                source,
                Queries.layout(descriptor.weights(), letters),
                destination,
                reorders,
                threads.count(),
                "",
                List.of());
    }

    private String reason(OmpThreads threads) {
        String one = parts == 1 ? "" : "in " + parts + " parts, one after another";
        return one + (one.isEmpty() || threads.note().isEmpty() ? "" : "; ") + threads.note();
    }

    @Override
    public Workspace newWorkspace() {
        return new OneDnnWorkspace(this);
    }

    @Override
    public Choice choice() {
        return choice;
    }

    @Override
    public long heldBytes() {
        return heldBytes;
    }

    @Override
    public long workspaceBytes() {
        return workspaceBytes;
    }

    @Override
    public void close() {
        handles.close();
    }
}
