package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Padding modes for kernels that know only zeros: copies the input into its border, row by row, and runs the kernel on the
 * copy without padding.
 */
public final class PaddedKernel implements Kernel {
    private final Problem problem;
    private final Geometry inner;
    private final Kernel kernel;
    /** For each column of the copy, the input's column that stands there. */
    private final int[] sourceColumn;
    /** Floats that lie together for each column. */
    private final int unit;

    /** Wraps the kernel that was made for {@code problem.onPaddedInput()}, and closes it. */
    public PaddedKernel(Problem problem, Kernel kernel) {
        this.problem = problem;
        Geometry geometry = problem.geometry();
        this.inner = geometry.onPaddedInput();
        this.kernel = kernel;
        this.unit = problem.inputFormat() == MemoryFormat.CHANNELS_LAST ? geometry.inChannels() : 1;
        this.sourceColumn = new int[inner.width().in()];
        for (int column = 0; column < sourceColumn.length; column++) {
            sourceColumn[column] =
                    geometry.width().source(column - geometry.width().padBegin(), geometry.paddingMode());
        }
    }

    @Override
    public Workspace newWorkspace() {
        return new Copy(kernel.newWorkspace());
    }

    private final class Copy implements Workspace {
        private final Workspace workspace;

        Copy(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public void run(Storage input, @Nullable Storage residual, Storage output) {
            Storage padded = StoragePool.SHARED.acquire(copyBytes());
            try {
                pad(input.floats(), padded.floats());
                workspace.run(padded, residual, output);
            } finally {
                StoragePool.SHARED.release(padded);
            }
        }

        @Override
        public long heldBytes() {
            return workspace.heldBytes();
        }

        @Override
        public void close() {
            workspace.close();
        }
    }

    private void pad(FloatBuffer input, FloatBuffer padded) {
        Geometry geometry = problem.geometry();
        Axis height = geometry.height();
        int inRow = geometry.width().in() * unit;
        int row = sourceColumn.length * unit;
        int planes = geometry.batch() * (geometry.inChannels() / unit);
        for (int plane = 0; plane < planes; plane++) {
            for (int y = 0; y < inner.height().in(); y++) {
                int sourceRow = height.source(y - height.padBegin(), geometry.paddingMode());
                padRow(
                        input,
                        (plane * height.in() + sourceRow) * inRow,
                        padded,
                        (plane * inner.height().in() + y) * row);
            }
        }
    }

    private void padRow(FloatBuffer input, int from, FloatBuffer padded, int to) {
        Axis width = problem.geometry().width();
        int first = (int) width.padBegin();
        // The row itself lies together on both sides.
        padded.put(to + first * unit, input, from, width.in() * unit);
        border(input, from, padded, to, 0, first);
        border(input, from, padded, to, first + width.in(), sourceColumn.length);
    }

    private void border(FloatBuffer input, int from, FloatBuffer padded, int to, int begin, int end) {
        for (int column = begin; column < end; column++) {
            for (int i = 0; i < unit; i++) {
                padded.put(to + column * unit + i, input.get(from + sourceColumn[column] * unit + i));
            }
        }
    }

    private long copyBytes() {
        return (long) Float.BYTES * inner.inputElements();
    }

    @Override
    public Choice choice() {
        Choice choice = kernel.choice();
        List<String> copies = new ArrayList<>();
        copies.add("input into its " + problem.geometry().paddingMode() + " border");
        copies.addAll(choice.reorders());
        return new Choice(
                choice.implementation(),
                choice.reason(),
                choice.sourceLayout(),
                choice.weightsLayout(),
                choice.destinationLayout(),
                copies,
                choice.threads(),
                choice.candidate(),
                choice.candidates());
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
