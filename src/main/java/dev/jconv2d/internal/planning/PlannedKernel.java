package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Workspace;
import java.util.List;

/** A kernel, and why it was chosen. */
final class PlannedKernel implements Kernel {
    private final Kernel kernel;
    private final Choice choice;

    /** Takes over a kernel. */
    PlannedKernel(Kernel kernel, String reason, List<Timing> candidates) {
        this.kernel = kernel;
        this.choice = kernel.choice().because(reason, candidates);
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
