package dev.jconv2d;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Plan;
import dev.jconv2d.internal.files.Quoted;
import dev.jconv2d.internal.planning.Timing;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A layer made ready for inputs of one shape and format: kernel chosen, weights packed. It computes what {@link
 * Conv2d#forward} does, without looking anything up.
 *
 * <p>Thread-safe: any number of threads may run it at once. It ends when it or its layer is closed; one that is forgotten while its
 * layer is open is freed by the garbage collector, later.
 */
public final class Conv2dPlan implements AutoCloseable {
    /** As much as wisdom keeps of one. */
    private static final int LONGEST_NOTE = 1000;

    private final Conv2d layer;
    private final Plan plan;
    private final int rank;
    private final Holding holding;

    /** Takes over the caller's ownership of the plan. */
    Conv2dPlan(Conv2d layer, Plan plan, int rank) {
        this.layer = layer;
        this.plan = plan;
        this.rank = rank;
        this.holding = new Holding(this, plan::release, layer.holding());
    }

    /**
     * Convolves a tensor into the caller's own. Every element of the output is written if the call succeeds, and none if it is
     * refused. Makes no garbage where native code computes.
     *
     * @param input of the plan's shape and format
     * @param output of {@link #outputShape} and the plan's format, not read-only, sharing no memory with the input
     * @return {@code output}
     * @throws IllegalArgumentException if a tensor is not like that, or the layer adds a residual
     * @throws IllegalStateException if plan, layer or a tensor is closed
     * @throws NativeException if native code fails; the output then holds anything
     */
    public Tensor execute(Tensor input, Tensor output) {
        return run(input, null, output);
    }

    /**
     * Convolves a tensor and adds a residual, for a layer that was built with {@link Conv2dBuilder#residual}.
     *
     * @param input of the plan's shape and format
     * @param residual of the output's shape and format
     * @param output of {@link #outputShape} and the plan's format, not read-only, sharing no memory with the others
     * @return {@code output}
     * @throws IllegalArgumentException if a tensor is not like that, or the layer adds none
     * @throws IllegalStateException if plan, layer or a tensor is closed
     * @throws NativeException if native code fails; the output then holds anything
     */
    public Tensor execute(Tensor input, Tensor residual, Tensor output) {
        return run(input, Objects.requireNonNull(residual, "residual"), output);
    }

    private Tensor run(Tensor input, @Nullable Tensor residual, Tensor output) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        try {
            ensureOpen();
            if (input.sizes().length != rank) {
                throw new IllegalArgumentException(
                        "input = " + input + ": must have shape " + Arrays.toString(inputShape()));
            }
            if (!PlanRun.run(plan, layer.postOps(), input, residual, output)) {
                throw closed();
            }
            return output;
        } finally {
            // Else the cleaner could close the plan while its last call is under way.
            Reference.reachabilityFence(this);
        }
    }

    /** What is closed comes before what else is wrong with a call. */
    private void ensureOpen() {
        if (holding.isClosed() || !plan.isOpen()) {
            throw closed();
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the plan is closed, or its layer is");
    }

    /**
     * The shape of inputs.
     *
     * @return {@code [N, C, H, W]} or {@code [C, H, W]}, as the plan was made with
     */
    public long[] inputShape() {
        return plan.problem().geometry().inputShape(rank);
    }

    /**
     * The shape of outputs.
     *
     * @return {@code [N, out, H', W']} or {@code [out, H', W']}
     */
    public long[] outputShape() {
        return plan.problem().geometry().outputShape(rank);
    }

    /**
     * Says how it computes.
     *
     * @return the kernel and why it was chosen
     * @throws IllegalStateException if plan or layer is closed
     */
    public PlanDescription describe() {
        ensureOpen();
        Kernel kernel = plan.kernel();
        Kernel.Choice choice = kernel.choice();
        return new PlanDescription(
                plan.problem().geometry().toString(),
                plan.problem().inputFormat(),
                plan.problem().outputFormat(),
                choice.implementation(),
                choice.reason(),
                choice.sourceLayout(),
                choice.weightsLayout(),
                choice.destinationLayout(),
                choice.reorders(),
                choice.threads(),
                plan.heldBytes(),
                kernel.workspaceBytes(),
                choice.candidate(),
                candidates(choice.candidates()));
    }

    static List<PlanCandidate> candidates(List<Timing> timings) {
        List<PlanCandidate> candidates = new ArrayList<>();
        for (Timing timing : timings) {
            // A remembered note may come from anybody's file.
            String note = Quoted.line(timing.note(), LONGEST_NOTE);
            candidates.add(new PlanCandidate(timing.candidate(), timing.nanos() / 1000, note));
        }
        // Those without a time are NaN, which sorts last.
        candidates.sort(Comparator.comparingDouble(PlanCandidate::microseconds));
        return candidates;
    }

    /**
     * Lets go of the plan; its layer may keep it. Calls that are under way end well; later ones of {@code execute} and {@code
     * describe} throw {@link IllegalStateException}, the shapes stay. Closing again does nothing.
     */
    @Override
    public void close() {
        holding.close(this);
    }

    /** Such as {@code Conv2dPlan[1, 3, 8, 8] contiguous -> channels_last of Conv2d(...)}. */
    @Override
    public String toString() {
        return "Conv2dPlan" + Arrays.toString(inputShape()) + " "
                + plan.problem().inputFormat() + " -> " + plan.problem().outputFormat() + " of " + layer;
    }
}
