package dev.jconv2d.internal.onednn;

import dev.jconv2d.PaddingMode;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.KernelProvider;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.PaddedKernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.java.JavaKernels;
import org.jspecify.annotations.Nullable;

/** Makes oneDNN's kernels, and Java's where oneDNN must not or should not compute. */
public final class OneDnnKernels implements KernelProvider {
    private final OneDnnLibrary library;
    private final JavaKernels java;
    private final OmpThreads threads;
    private final long maxScratchpadBytes = NativeConfig.current().bytes("scratchpad.bytes");

    /**
     * A provider for one layer.
     *
     * @param java makes the kernels that oneDNN does not
     * @param threads how many threads kernels get
     */
    public OneDnnKernels(OneDnnLibrary library, JavaKernels java, OmpThreads threads) {
        this.library = library;
        this.java = java;
        this.threads = threads;
    }

    @Override
    public Kernel create(Problem problem, Parameters parameters) {
        boolean padded = problem.geometry().paddingMode() != PaddingMode.ZEROS;
        Problem inner = padded ? problem.onPaddedInput() : problem;
        String exclusion = Exclusions.reason(inner.geometry(), parameters);
        if (exclusion != null) {
            return java.create(problem, parameters, exclusion);
        }
        // Threads are counted when a primitive is made, and scratchpads are sized by them.
        return threads.make(() -> {
            Handles handles = new Handles();
            try {
                ConvolutionDescriptor descriptor =
                        ConvolutionDescriptor.create(handles, library.engine(), inner, parameters);
                String refusal = refusal(descriptor, inner, parameters);
                if (descriptor == null || refusal != null) {
                    handles.close();
                    return java.create(problem, parameters, String.valueOf(refusal));
                }
                Kernel kernel = new OneDnnKernel(handles, library.engine(), descriptor, inner, parameters, threads);
                return padded ? new PaddedKernel(problem, kernel) : kernel;
            } catch (Throwable e) {
                handles.close();
                throw e;
            }
        });
    }

    /** Why what oneDNN offers is not taken, or null if it is. */
    private @Nullable String refusal(
            @Nullable ConvolutionDescriptor descriptor, Problem problem, Parameters parameters) {
        if (descriptor == null) {
            return "oneDNN has only its reference code for this";
        }
        String exclusion = Exclusions.reason(problem.geometry(), parameters.postOps(), descriptor.implementation());
        return exclusion != null ? exclusion : descriptor.tooLarge(maxScratchpadBytes);
    }
}
