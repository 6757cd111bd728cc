package dev.jconv2d;

import dev.jconv2d.internal.Lease;
import dev.jconv2d.internal.Plan;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A plan on tensors: all checks, then the run. Makes no garbage unless it refuses. */
final class PlanRun {
    private PlanRun() {}

    /**
     * Checks and runs.
     *
     * @return false, with nothing done, if the plan is closed
     */
    static boolean run(Plan plan, PostOps postOps, Tensor input, @Nullable Tensor residual, Tensor output) {
        check(plan.problem(), postOps, input, residual, output);
        // Each use keeps its memory reachable, and from the pool, until it ends.
        Storage from = input.lease().acquire();
        try {
            Storage to = output.lease().acquire();
            try {
                refuseOverlap("input", input, from, output, to);
                return residual == null ? plan.run(from, null, to) : runAdding(plan, from, residual, output, to);
            } finally {
                output.lease().release();
            }
        } finally {
            input.lease().release();
        }
    }

    private static boolean runAdding(Plan plan, Storage from, Tensor residual, Tensor output, Storage to) {
        Lease lease = residual.lease();
        Storage added = lease.acquire();
        try {
            refuseOverlap("residual", residual, added, output, to);
            return plan.run(from, added, to);
        } finally {
            lease.release();
        }
    }

    /** Refuses what does not fit the problem, before anything is made for it or done with it. */
    static void check(Problem problem, PostOps postOps, Tensor input, @Nullable Tensor residual, Tensor output) {
        if (!problem.takes(input.sizes())) {
            throw new IllegalArgumentException("input = " + input + ": the plan is for " + problem);
        }
        requireFormat("input", input, problem.inputFormat());
        requireShape("output", output, problem, input);
        requireFormat("output", output, problem.outputFormat());
        if (output.isReadOnly()) {
            throw new IllegalArgumentException("output = " + output + ": must not be read-only");
        }
        if (residual == null) {
            if (postOps.residual()) {
                throw new IllegalArgumentException(
                        "residual: must be given, because the layer adds one; forward(input, residual, output)");
            }
            return;
        }
        if (!postOps.residual()) {
            throw new IllegalArgumentException("residual = " + residual
                    + ": must not be given, because the layer was built without residual(true)");
        }
        requireShape("residual", residual, problem, input);
        requireFormat("residual", residual, problem.outputFormat());
    }

    /** Refuses tensors that are closed or share memory. */
    static void checkMemory(Tensor input, @Nullable Tensor residual, Tensor output) {
        Storage to = output.lease().acquire();
        try {
            refuseOverlapWith("input", input, output, to);
            if (residual != null) {
                refuseOverlapWith("residual", residual, output, to);
            }
        } finally {
            output.lease().release();
        }
    }

    private static void refuseOverlapWith(String argument, Tensor tensor, Tensor output, Storage written) {
        Storage read = tensor.lease().acquire();
        try {
            refuseOverlap(argument, tensor, read, output, written);
        } finally {
            tensor.lease().release();
        }
    }

    private static void requireShape(String argument, Tensor tensor, Problem problem, Tensor input) {
        int rank = input.sizes().length;
        if (!problem.gives(tensor.sizes(), rank)) {
            throw new IllegalArgumentException(argument + " shape = " + Arrays.toString(tensor.sizes()) + ": must be "
                    + Arrays.toString(problem.geometry().outputShape(rank)) + " for input shape "
                    + Arrays.toString(input.sizes()));
        }
    }

    private static void requireFormat(String argument, Tensor tensor, MemoryFormat format) {
        if (tensor.format() != format) {
            throw new IllegalArgumentException(
                    argument + " format = " + tensor.format() + ": must be " + format + "; Tensor.to converts");
        }
    }

    private static void refuseOverlap(String argument, Tensor tensor, Storage read, Tensor output, Storage written) {
        if (written.overlaps((long) Float.BYTES * output.numel(), read, (long) Float.BYTES * tensor.numel())) {
            throw new IllegalArgumentException(
                    "output = " + output + ": must not share memory with " + argument + " = " + tensor);
        }
    }
}
