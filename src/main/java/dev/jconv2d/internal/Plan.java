package dev.jconv2d.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A problem and the kernel that computes it. It has owners: the cache, and whoever keeps it besides; when the last lets go,
 * the kernel is closed, under no run. A layer that is closed closes its plans whoever owns them.
 */
public final class Plan {
    private final Problem problem;
    private final Kernel kernel;
    private final Workspaces workspaces;
    private int owners = 1;
    /** When the cache last gave it; written by any thread, so only about right. */
    long lastUse;

    /**
     * Takes over a kernel; the caller is the first owner.
     *
     * @param afterwards is told once, when the kernel has been closed
     */
    Plan(Problem problem, Kernel kernel, Consumer<Plan> afterwards) {
        this.problem = problem;
        this.kernel = kernel;
        this.workspaces = new Workspaces(kernel, () -> afterwards.accept(this));
    }

    public Problem problem() {
        return problem;
    }

    public Kernel kernel() {
        return kernel;
    }

    /** As {@link Workspace#run}; false, and nothing done, if the plan is closed. */
    public boolean run(Storage input, @Nullable Storage residual, Storage output) {
        return workspaces.run(input, residual, output);
    }

    /** Whether new runs may begin. */
    public boolean isOpen() {
        return workspaces.isOpen();
    }

    /** Bytes held until the plan is closed. */
    public long heldBytes() {
        return workspaces.heldBytes();
    }

    /** Becomes an owner, unless the last has let go. */
    synchronized boolean tryRetain() {
        if (owners == 0) {
            return false;
        }
        owners++;
        return true;
    }

    /** Lets go, as one of the owners. */
    public void release() {
        synchronized (this) {
            owners--;
            if (owners > 0) {
                return;
            }
        }
        close();
    }

    /** Lets no new run begin; the kernel is closed when the last has ended. */
    void close() {
        workspaces.close();
    }
}
