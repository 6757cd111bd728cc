package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Workspace;
import java.util.List;

/** A kernel, and why it was chosen. */
final class PlannedKernel implements Kernel {
    private final Kernel kernel;
    private final Choice choice;

    private PlannedKernel(Kernel kernel, Choice choice) {
        this.kernel = kernel;
        this.choice = choice;
    }

    /**
     * Takes over a kernel; if that fails, it is closed.
     *
     * @param candidate as which it was chosen
     */
    static PlannedKernel of(Kernel kernel, Candidate candidate, String reason, List<Timing> candidates) {
        try {
            return new PlannedKernel(kernel, kernel.choice().because(candidate, reason, candidates));
        } catch (Throwable e) {
            kernel.close();
            throw e;
        }
    }

    @Override
    public Workspace newWorkspace() {
        return kernel.newWorkspace();
    }

    @Override
    public Choice choice() {
        return choice;
    }

    @Override
    public long heldBytes() {
        return kernel.heldBytes();
    }

    @Override
    public long workspaceBytes() {
        return kernel.workspaceBytes();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
