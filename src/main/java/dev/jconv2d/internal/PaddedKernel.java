package dev.jconv2d.internal;

import java.nio.FloatBuffer;

/**
 * Padding modes for kernels that know only zeros: copies the input into its border, row by row, and runs the kernel on the
 * copy without padding.
 */
public final class PaddedKernel implements Kernel {
    private final Geometry problem;
    private final Geometry inner;
    private final Kernel kernel;
    /** For each column of the copy, the input's column that stands there. */
    private final int[] sourceColumn;

    /** Wraps the kernel that was made for {@code problem.onPaddedInput()}, and closes it. */
    public PaddedKernel(Geometry problem, Kernel kernel) {
        this.problem = problem;
        this.inner = problem.onPaddedInput();
        this.kernel = kernel;
        this.sourceColumn = new int[inner.width().in()];
        for (int column = 0; column < sourceColumn.length; column++) {
            sourceColumn[column] =
                    problem.width().source(column - problem.width().padBegin(), problem.paddingMode());
        }
    }

    @Override
    public void execute(Storage input, Storage output) {
        Storage padded = StoragePool.SHARED.acquire(copyBytes());
        try {
            pad(input.floats(), padded.floats());
            kernel.execute(padded, output);
        } finally {
            StoragePool.SHARED.release(padded);
        }
    }

    private void pad(FloatBuffer input, FloatBuffer padded) {
        int inWidth = problem.width().in();
        int inHeight = problem.height().in();
        int width = sourceColumn.length;
        float[] source = new float[inWidth];
        float[] row = new float[width];
        int target = 0;
        for (int plane = 0; plane < problem.batch() * problem.inChannels(); plane++) {
            for (int y = 0; y < inner.height().in(); y++) {
                int sourceRow = problem.height().source(y - problem.height().padBegin(), problem.paddingMode());
                input.get((plane * inHeight + sourceRow) * inWidth, source);
                for (int x = 0; x < width; x++) {
                    row[x] = source[sourceColumn[x]];
                }
                padded.put(target, row);
                target += width;
            }
        }
    }

    private long copyBytes() {
        return (long) Float.BYTES * inner.inputElements();
    }

    @Override
    public Choice choice() {
        Choice choice = kernel.choice();
        return new Choice(
                choice.implementation(),
                choice.reason() + "; the input is copied into its " + problem.paddingMode() + " border first");
    }

    @Override
    public long heldBytes() {
        return kernel.heldBytes();
    }

    @Override
    public long workspaceBytes() {
        return copyBytes() + kernel.workspaceBytes();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
