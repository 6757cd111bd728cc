package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.KernelProvider;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.reference.ReferenceKernel;

/** Chooses the Java kernel for a problem; for now that is the reference kernel for every one. */
public final class JavaKernels implements KernelProvider {
    private final int threads;

    public JavaKernels(int threads) {
        this.threads = threads;
    }

    @Override
    public Kernel create(Problem problem, Parameters parameters) {
        return create(problem, parameters, "the only Java kernel");
    }

    /** For backends that leave a problem to Java, with their reason. */
    public Kernel create(Problem problem, Parameters parameters, String reason) {
        return new ReferenceKernel(problem, parameters, threads, reason);
    }
}
