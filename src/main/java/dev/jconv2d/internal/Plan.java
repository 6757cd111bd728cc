package dev.jconv2d.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A problem and the kernel that computes it, counted: the cache holds one reference, every run another, and whoever lets
 * go last closes the kernel, so it is closed exactly once and never under a run.
 */
public final class Plan {
    private final Geometry problem;
    private final Kernel kernel;
    private final AtomicInteger references = new AtomicInteger(1);

    Plan(Geometry problem, Kernel kernel) {
        this.problem = problem;
        this.kernel = kernel;
    }

    public Geometry problem() {
        return problem;
    }

    public Kernel kernel() {
        return kernel;
    }

    /** Takes a reference, unless the kernel has been closed or is about to be. */
    boolean tryRetain() {
        int count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            kernel.close();
        }
    }
}
