package dev.jconv2d;

import dev.jconv2d.internal.Backends;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Plan;
import dev.jconv2d.internal.PlanCache;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.planning.PlanningOptions;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's {@code torch.nn.Conv2d}, forward only, float32.
 *
 * <pre>{@code
 * try (Conv2d conv = Conv2d.builder(3, 64, 7).stride(2).padding(3).bias(false).weight(w).build()) {
 *     float[] y = conv.forward(x, 1, 3, 224, 224);
 * }
 * }</pre>
 *
 * <p>For each input shape and formats a plan is made at the first call and kept: the kernel chosen, weights packed for it. Plans
 * are bounded in number and bytes; the least recently used goes first.
 *
 * <p>Thread-safe: any number of threads may call any method at once. {@link #close} frees native memory; a layer that is
 * forgotten is freed by the garbage collector, later, and the key {@code leaks.report} has it reported then.
 */
public final class Conv2d implements AutoCloseable {
    private final Conv2dOptions options;
    private final Backend backend;
    private final Parameters parameters;
    private final PlanCache plans;
    private final Holding holding;

    Conv2d(
            Conv2dOptions options,
            Backend requested,
            Parameters parameters,
            OptionalInt threads,
            PlanningOptions planning) {
        NativeConfig config = NativeConfig.current();
        BackendStatus status = BackendStatus.of(requested);
        PlanCache cache = new PlanCache(
                Backends.provider(status, threads, planning),
                parameters,
                config.count("plan.cache.entries"),
                config.bytes("plan.cache.bytes"));
        this.options = options;
        this.backend = status.selected();
        this.parameters = parameters;
        this.plans = cache;
        this.holding = new Holding(this, cache::close, null);
    }

    /**
     * Starts a layer with a square kernel.
     *
     * @param inChannels channels of the input
     * @param outChannels channels of the output
     * @param kernelSize height and width of the kernel
     * @return a builder with PyTorch's defaults for everything else
     */
    public static Conv2dBuilder builder(int inChannels, int outChannels, int kernelSize) {
        return builder(inChannels, outChannels, kernelSize, kernelSize);
    }

    /**
     * Starts a layer.
     *
     * @param inChannels channels of the input
     * @param outChannels channels of the output
     * @param kernelHeight height of the kernel
     * @param kernelWidth width of the kernel
     * @return a builder with PyTorch's defaults for everything else
     */
    public static Conv2dBuilder builder(int inChannels, int outChannels, int kernelHeight, int kernelWidth) {
        return new Conv2dBuilder(inChannels, outChannels, new HW(kernelHeight, kernelWidth));
    }

    /**
     * Starts a layer with parameters that are already together.
     *
     * @param options the parameters
     * @return a builder with them
     */
    public static Conv2dBuilder builder(Conv2dOptions options) {
        Objects.requireNonNull(options, "options");
        return new Conv2dBuilder(options.inChannels(), options.outChannels(), options.kernelSize())
                .stride(options.stride().height(), options.stride().width())
                .padding(options.padding())
                .dilation(options.dilation().height(), options.dilation().width())
                .groups(options.groups())
                .bias(options.bias())
                .paddingMode(options.paddingMode());
    }

    /**
     * Convolves an array.
     *
     * @param input row-major, exactly as many values as the shape has elements
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the output, row-major, with the shape {@link #outputShape} tells
     * @throws IllegalArgumentException if the layer does not accept such an input, adds a residual, or the length does not match
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public float[] forward(float[] input, long... inputShape) {
        Objects.requireNonNull(input, "input");
        plans.ensureOpen();
        // A copy: the caller's array could change between the checks and the run.
        long[] shape = Objects.requireNonNull(inputShape, "inputShape").clone();
        Geometry.of(options, shape);
        Tensor.requireLength("input", input.length, shape);
        try (Tensor x = Tensor.of(input, shape);
                Tensor y = forward(x)) {
            return y.toArray();
        }
    }

    /**
     * Convolves a tensor into a new one of the same format. Its memory comes from a pool, to which {@link Tensor#close} gives it
     * back.
     *
     * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the output, with the shape {@link #outputShape} tells
     * @throws IllegalArgumentException if the layer does not accept such an input, or adds a residual
     * @throws IllegalStateException if the layer or the input is closed
     * @throws NativeException if native code fails
     */
    public Tensor forward(Tensor input) {
        Objects.requireNonNull(input, "input");
        plans.ensureOpen();
        Tensor output = Tensor.empty(input.format(), outputShape(input.sizes()));
        try {
            run(input, null, output);
            return output;
        } catch (Throwable e) {
            output.close();
            throw e;
        }
    }

    /**
     * Convolves a tensor into the caller's own, in any formats. Every element of the output is written if the call succeeds, and
     * none if it is refused. After the first call for a shape, it makes no garbage where native code computes.
     *
     * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
     * @param output of the shape {@link #outputShape} tells, not read-only, sharing no memory with the input
     * @return {@code output}
     * @throws IllegalArgumentException if the layer does not accept such an input, the output is not like that, or the layer
     *     adds a residual
     * @throws IllegalStateException if the layer or a tensor is closed
     * @throws NativeException if native code fails; the output then holds anything
     */
    public Tensor forward(Tensor input, Tensor output) {
        run(input, null, output);
        return output;
    }

    /**
     * Convolves a tensor and adds a residual, for a layer that was built with {@link Conv2dBuilder#residual}.
     *
     * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
     * @param residual of the output's shape and format
     * @param output of the shape {@link #outputShape} tells, not read-only, sharing no memory with the others
     * @return {@code output}
     * @throws IllegalArgumentException if the layer does not accept such an input, residual and output are not like that, or
     *     the layer adds none
     * @throws IllegalStateException if the layer or a tensor is closed
     * @throws NativeException if native code fails; the output then holds anything
     */
    public Tensor forward(Tensor input, Tensor residual, Tensor output) {
        run(input, Objects.requireNonNull(residual, "residual"), output);
        return output;
    }

    private void run(Tensor input, @Nullable Tensor residual, Tensor output) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        plans.ensureOpen();
        try {
            Plan plan = plans.find(input.sizes(), input.format(), output.format());
            if (plan == null || !run(plan, input, residual, output)) {
                runNew(input, residual, output);
            }
        } finally {
            // Else the cleaner could close the layer while its last call is under way.
            Reference.reachabilityFence(this);
        }
    }

    /** With a plan that must be made first, or was evicted just now. */
    private void runNew(Tensor input, @Nullable Tensor residual, Tensor output) {
        Problem problem = new Problem(Geometry.of(options, input.sizes()), input.format(), output.format());
        // Refuse first: no plan is made for a call that cannot run.
        PlanRun.check(problem, parameters.postOps(), input, residual, output);
        PlanRun.checkMemory(input, residual, output);
        Plan plan = plans.retain(problem);
        try {
            if (!run(plan, input, residual, output)) {
                plans.ensureOpen();
                throw new IllegalStateException("the plan is closed");
            }
        } finally {
            plan.release();
        }
    }

    private boolean run(Plan plan, Tensor input, @Nullable Tensor residual, Tensor output) {
        return PlanRun.run(plan, parameters.postOps(), input, residual, output);
    }

    /**
     * Makes the plan for contiguous inputs of a shape, to be kept and run; see {@link #plan(MemoryFormat, MemoryFormat,
     * long...)}.
     *
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the plan
     * @throws IllegalArgumentException if the layer does not accept such an input
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public Conv2dPlan plan(long... inputShape) {
        return plan(MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS, inputShape);
    }

    /**
     * Makes the plan for inputs of a shape, to be kept and run. {@code forward} uses the same, found by shape and formats at
     * each call; one that is kept is not closed by eviction.
     *
     * @param inputFormat the format of inputs
     * @param outputFormat the format of outputs
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the plan
     * @throws IllegalArgumentException if the layer does not accept such an input
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public Conv2dPlan plan(MemoryFormat inputFormat, MemoryFormat outputFormat, long... inputShape) {
        Objects.requireNonNull(inputFormat, "inputFormat");
        Objects.requireNonNull(outputFormat, "outputFormat");
        long[] shape = Objects.requireNonNull(inputShape, "inputShape").clone();
        plans.ensureOpen();
        try {
            Problem problem = new Problem(Geometry.of(options, shape), inputFormat, outputFormat);
            Plan plan = plans.retain(problem);
            try {
                return new Conv2dPlan(this, plan, shape.length);
            } catch (Throwable e) {
                plan.release();
                throw e;
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The output's shape for an input's, without computing anything else.
     *
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return {@code [N, out, H', W']} or {@code [out, H', W']}
     * @throws IllegalArgumentException if the layer does not accept such an input
     */
    public long[] outputShape(long... inputShape) {
        return options.outputShape(inputShape);
    }

    /**
     * Says how contiguous inputs of a shape are computed, making the plan if there is none yet.
     *
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the kernel and why it was chosen
     * @throws IllegalArgumentException if the layer does not accept such an input
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public PlanDescription describe(long... inputShape) {
        try (Conv2dPlan plan = plan(inputShape)) {
            return plan.describe();
        }
    }

    /**
     * The layer's parameters.
     *
     * @return what it was built with
     */
    public Conv2dOptions options() {
        return options;
    }

    /**
     * What computes.
     *
     * @return the backend that was asked for; where that was AUTO, the one that was taken
     */
    public Backend backend() {
        return backend;
    }

    /**
     * The number of trained values, as summing {@code p.numel()} over PyTorch's {@code parameters()} gives.
     *
     * @return elements of weight and bias
     */
    public long parameterCount() {
        return options.parameterCount();
    }

    /**
     * The weight.
     *
     * @return a copy, {@code [out, in/groups, kH, kW]}
     */
    public Tensor weight() {
        return Tensor.of(parameters.weight(), options.weightShape());
    }

    /**
     * The bias.
     *
     * @return a copy, {@code [out]}; empty for a layer without bias
     */
    public Optional<Tensor> bias() {
        return Optional.ofNullable(parameters.bias()).map(bias -> Tensor.of(bias, bias.length));
    }

    /**
     * What is fused behind the convolution.
     *
     * @return the function of each output, if there is one
     */
    public Optional<Activation> activation() {
        return Optional.ofNullable(parameters.postOps().activation());
    }

    /**
     * Whether each call adds a residual, before the activation.
     *
     * @return what {@link Conv2dBuilder#residual} said
     */
    public boolean residual() {
        return parameters.postOps().residual();
    }

    /**
     * Frees what native code holds for this layer, kept plans too. Waits for calls that are under way; later calls of {@code
     * forward}, {@code plan} and {@code describe} throw {@link IllegalStateException}, what the layer tells of itself stays. Closing
     * again does nothing.
     */
    @Override
    public void close() {
        // Not left to the cleaner: its second caller would return before its first has closed anything.
        plans.close();
        holding.close(this);
        plans.awaitRuns();
    }

    /** Reads like PyTorch's repr, followed by what is fused: {@code Conv2d(...) + residual, ReLU()}. */
    @Override
    public String toString() {
        return options
                + (residual() ? " + residual" : "")
                + activation().map(activation -> ", " + activation).orElse("");
    }

    PostOps postOps() {
        return parameters.postOps();
    }

    PlanCache plans() {
        return plans;
    }

    Holding holding() {
        return holding;
    }
}
