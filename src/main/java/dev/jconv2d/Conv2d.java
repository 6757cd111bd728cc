package dev.jconv2d;

import dev.jconv2d.internal.Backends;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Plan;
import dev.jconv2d.internal.PlanCache;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * PyTorch's {@code torch.nn.Conv2d}, forward only, float32.
 *
 * <pre>{@code
 * try (Conv2d conv = Conv2d.builder(3, 64, 7).stride(2).padding(3).bias(false).weight(w).build()) {
 *     float[] y = conv.forward(x, 1, 3, 224, 224);
 * }
 * }</pre>
 *
 * <p>For each input shape a plan is made at the first call and kept: the kernel chosen, weights packed for it. Plans are
 * bounded in number and bytes; the least recently used goes first.
 *
 * <p>Thread-safe: any number of threads may call any method at once. {@link #close} frees native memory; a layer that is
 * forgotten is freed by the garbage collector, later.
 */
public final class Conv2d implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Conv2dOptions options;
    private final Backend backend;
    private final Parameters parameters;
    private final PlanCache plans;
    private final Cleaner.Cleanable cleanable;

    Conv2d(Conv2dOptions options, Backend requested, Parameters parameters) {
        NativeConfig config = NativeConfig.current();
        BackendStatus status = BackendStatus.of(requested);
        PlanCache cache = new PlanCache(
                Backends.provider(status),
                parameters,
                config.count("plan.cache.entries"),
                config.bytes("plan.cache.bytes"));
        this.options = options;
        this.backend = status.selected();
        this.parameters = parameters;
        this.plans = cache;
        this.cleanable = CLEANER.register(this, cache::close);
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
     * @throws IllegalArgumentException if the layer does not accept such an input, or the length does not match
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public float[] forward(float[] input, long... inputShape) {
        Objects.requireNonNull(input, "input");
        plans.ensureOpen();
        // A copy: the caller's array could change between the checks and the run.
        long[] shape = Objects.requireNonNull(inputShape, "inputShape").clone();
        Geometry problem = Geometry.of(options, shape);
        Tensor.requireLength("input", input.length, shape);
        StoragePool pool = StoragePool.SHARED;
        Storage x = pool.acquire((long) Float.BYTES * input.length);
        try {
            x.floats().put(0, input);
            Storage y = pool.acquire((long) Float.BYTES * problem.outputElements());
            try {
                run(problem, x, y);
                float[] output = new float[problem.outputElements()];
                y.floats().get(0, output);
                return output;
            } finally {
                pool.release(y);
            }
        } finally {
            pool.release(x);
        }
    }

    /**
     * Convolves a tensor into a new one.
     *
     * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the output, with the shape {@link #outputShape} tells
     * @throws IllegalArgumentException if the layer does not accept such an input
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public Tensor forward(Tensor input) {
        Objects.requireNonNull(input, "input");
        plans.ensureOpen();
        long[] shape = input.shape();
        Geometry problem = Geometry.of(options, shape);
        Tensor output = Tensor.zeros(problem.outputShape(shape.length));
        run(problem, input, output);
        return output;
    }

    /**
     * Convolves a tensor into the caller's own. Every element of the output is written if the call succeeds, and none if it
     * is refused.
     *
     * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
     * @param output of the shape {@link #outputShape} tells, not read-only, sharing no memory with the input
     * @return {@code output}
     * @throws IllegalArgumentException if the layer does not accept such an input, or the output is not like that
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails; the output then holds anything
     */
    public Tensor forward(Tensor input, Tensor output) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        plans.ensureOpen();
        long[] shape = input.shape();
        Geometry problem = Geometry.of(options, shape);
        long[] expected = problem.outputShape(shape.length);
        if (!Arrays.equals(expected, output.shape())) {
            throw new IllegalArgumentException("output shape = " + Arrays.toString(output.shape()) + ": must be "
                    + Arrays.toString(expected) + " for input shape " + Arrays.toString(shape));
        }
        if (output.isReadOnly()) {
            throw new IllegalArgumentException("output = " + output + ": must not be read-only");
        }
        if (input.overlaps(output)) {
            throw new IllegalArgumentException("output = " + output + ": must not share memory with input = " + input);
        }
        run(problem, input, output);
        return output;
    }

    private void run(Geometry problem, Tensor input, Tensor output) {
        try {
            run(problem, input.storage(), output.storage());
        } finally {
            Reference.reachabilityFence(input);
            Reference.reachabilityFence(output);
        }
    }

    private void run(Geometry problem, Storage input, Storage output) {
        try {
            Plan plan = plans.acquire(problem);
            try {
                plan.kernel().execute(input, output);
            } finally {
                plans.release(plan);
            }
        } finally {
            // Else the cleaner could close the layer while its last call is under way.
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
     * Says how inputs of a shape are computed, making the plan if there is none yet.
     *
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return the kernel and why it was chosen
     * @throws IllegalArgumentException if the layer does not accept such an input
     * @throws IllegalStateException if the layer is closed
     * @throws NativeException if native code fails
     */
    public PlanDescription describe(long... inputShape) {
        long[] shape = Objects.requireNonNull(inputShape, "inputShape").clone();
        try {
            Plan plan = plans.acquire(Geometry.of(options, shape));
            try {
                Kernel kernel = plan.kernel();
                return new PlanDescription(
                        plan.problem().toString(),
                        kernel.choice().implementation(),
                        kernel.choice().reason(),
                        kernel.heldBytes(),
                        kernel.workspaceBytes());
            } finally {
                plans.release(plan);
            }
        } finally {
            Reference.reachabilityFence(this);
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
     * Frees what native code holds for this layer. Waits for calls that are under way; later calls of {@code forward} and
     * {@code describe} throw {@link IllegalStateException}, what the layer tells of itself stays. Closing again does nothing.
     */
    @Override
    public void close() {
        // Not left to the cleaner: its second caller would return before its first has closed anything.
        plans.close();
        cleanable.clean();
        plans.awaitRuns();
    }

    /** Reads like PyTorch's repr. */
    @Override
    public String toString() {
        return options.toString();
    }

    PlanCache plans() {
        return plans;
    }
}
