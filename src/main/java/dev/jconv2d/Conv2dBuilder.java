package dev.jconv2d;

import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.planning.PlanningOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Collects a layer's parameters, with PyTorch's names and defaults; the last call of a kind counts. Not thread-safe. What
 * can be refused without the rest is refused at once, all else by {@link #build}.
 */
public final class Conv2dBuilder {
    private final int inChannels;
    private final int outChannels;
    private final HW kernelSize;
    private final GivenParameters given = new GivenParameters();
    private HW stride = HW.of(1);
    private Padding padding = Padding.of(0);
    private HW dilation = HW.of(1);
    private int groups = 1;
    private boolean bias = true;
    private PaddingMode paddingMode = PaddingMode.ZEROS;
    private @Nullable Backend backend;
    private boolean residual;
    private @Nullable Activation activation;
    private OptionalInt threads = OptionalInt.empty();
    private @Nullable Planning planning;
    private @Nullable Duration planningBudget;
    private boolean deterministic;

    Conv2dBuilder(int inChannels, int outChannels, HW kernelSize) {
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernelSize = kernelSize;
    }

    /**
     * Step between windows, default 1.
     *
     * @param both for height and width, positive
     * @return this
     */
    public Conv2dBuilder stride(int both) {
        return stride(both, both);
    }

    /**
     * Step between windows, default 1.
     *
     * @param height along the height, positive
     * @param width along the width, positive
     * @return this
     */
    public Conv2dBuilder stride(int height, int width) {
        stride = new HW(height, width);
        return this;
    }

    /**
     * Border on all sides, default 0.
     *
     * @param all pixels, not negative
     * @return this
     */
    public Conv2dBuilder padding(int all) {
        return padding(Padding.of(all));
    }

    /**
     * Border above and below, and left and right.
     *
     * @param height pixels above and below, not negative
     * @param width pixels left and right, not negative
     * @return this
     */
    public Conv2dBuilder padding(int height, int width) {
        return padding(Padding.of(height, width));
    }

    /**
     * Border on each side by itself, as ONNX has it.
     *
     * @param top pixels above, not negative
     * @param left pixels to the left, not negative
     * @param bottom pixels below, not negative
     * @param right pixels to the right, not negative
     * @return this
     */
    public Conv2dBuilder padding(int top, int left, int bottom, int right) {
        return padding(Padding.of(top, left, bottom, right));
    }

    /**
     * Border by PyTorch's names.
     *
     * @param name 'same' or 'valid', in any case
     * @return this
     */
    public Conv2dBuilder padding(String name) {
        return padding(Padding.parse(name));
    }

    /**
     * Border in any form.
     *
     * @param value the border
     * @return this
     */
    public Conv2dBuilder padding(Padding value) {
        padding = Objects.requireNonNull(value, "padding");
        return this;
    }

    /**
     * Distance between the kernel's taps, default 1.
     *
     * @param both for height and width, positive
     * @return this
     */
    public Conv2dBuilder dilation(int both) {
        return dilation(both, both);
    }

    /**
     * Distance between the kernel's taps, default 1.
     *
     * @param height along the height, positive
     * @param width along the width, positive
     * @return this
     */
    public Conv2dBuilder dilation(int height, int width) {
        dilation = new HW(height, width);
        return this;
    }

    /**
     * Independent groups of channels, default 1. As many groups as input channels make a depthwise layer.
     *
     * @param count divides both numbers of channels
     * @return this
     */
    public Conv2dBuilder groups(int count) {
        groups = count;
        return this;
    }

    /**
     * What stands in the border, default {@link PaddingMode#ZEROS}.
     *
     * @param mode the mode
     * @return this
     */
    public Conv2dBuilder paddingMode(PaddingMode mode) {
        paddingMode = Objects.requireNonNull(mode, "padding_mode");
        return this;
    }

    /**
     * Whether the layer has a bias, default true. False drops values that were given before.
     *
     * @param present false for none
     * @return this
     */
    public Conv2dBuilder bias(boolean present) {
        bias = present;
        if (!present) {
            given.dropBias();
        }
        return this;
    }

    /**
     * The bias's values, which are copied.
     *
     * @param values one for each output channel
     * @param shape {@code [out]}; leave it out, and it is the length
     * @return this
     */
    public Conv2dBuilder bias(float[] values, long... shape) {
        Objects.requireNonNull(values, "bias");
        Objects.requireNonNull(shape, "bias shape");
        given.setBias(values.clone(), shape.length == 0 ? new long[] {values.length} : shape.clone());
        bias = true;
        return this;
    }

    /**
     * The bias's values, which are copied.
     *
     * @param values {@code [out]}
     * @return this
     */
    public Conv2dBuilder bias(Tensor values) {
        given.setBias(Objects.requireNonNull(values, "bias").toArray(), values.shape());
        bias = true;
        return this;
    }

    /**
     * The weight's values, which are copied.
     *
     * @param values row-major
     * @param shape {@code [out, in/groups, kH, kW]}; leave it out, and it is taken to be that
     * @return this
     */
    public Conv2dBuilder weight(float[] values, long... shape) {
        Objects.requireNonNull(values, "weight");
        Objects.requireNonNull(shape, "weight shape");
        given.setWeight(values.clone(), shape.length == 0 ? null : shape.clone());
        return this;
    }

    /**
     * The weight's values, which are copied.
     *
     * @param values {@code [out, in/groups, kH, kW]}
     * @return this
     */
    public Conv2dBuilder weight(Tensor values) {
        given.setWeight(Objects.requireNonNull(values, "weight").toArray(), values.shape());
        return this;
    }

    /**
     * Folds a batch norm in evaluation mode, {@code nn.BatchNorm2d}, into weight and bias, as PyTorch's {@code fuse_conv_bn_eval}
     * does; the layer then has a bias whatever {@link #bias(boolean)} says. The arrays are copied.
     *
     * @param runningMean one value for each output channel
     * @param runningVar one value for each output channel, none negative
     * @param weight one factor for each output channel, or null for 1
     * @param bias one summand for each output channel, or null for 0
     * @param eps added to the variance; PyTorch's default is 1e-5
     * @return this
     * @throws IllegalArgumentException if a variance or {@code eps} is negative, or both are 0
     */
    public Conv2dBuilder batchNorm(
            float[] runningMean, float[] runningVar, float @Nullable [] weight, float @Nullable [] bias, double eps) {
        given.setBatchNorm(new BatchNorm(
                Objects.requireNonNull(runningMean, "running_mean").clone(),
                Objects.requireNonNull(runningVar, "running_var").clone(),
                weight == null ? null : weight.clone(),
                bias == null ? null : bias.clone(),
                eps));
        return this;
    }

    /**
     * Whether each call adds a tensor of the output's shape and format, behind the convolution and before the activation;
     * default false. {@code forward} then wants it.
     *
     * @param added true to add one
     * @return this
     */
    public Conv2dBuilder residual(boolean added) {
        residual = added;
        return this;
    }

    /**
     * A function of each output, last of all; default none. {@link Activation} says what becomes of NaN and infinities.
     *
     * @param function such as {@link Activation#relu}
     * @return this
     */
    public Conv2dBuilder activation(Activation function) {
        activation = Objects.requireNonNull(function, "activation");
        return this;
    }

    /**
     * The most threads that one call uses; default all cores, or the key {@code threads}. Many callers at once do best with one
     * each. It binds when a plan is made, and changes nothing for others in the process. Where it cannot be set for
     * oneDNN, plans are made without, and say why.
     *
     * @param count from 1 to four times the cores
     * @return this
     * @throws IllegalArgumentException if the count is not like that
     */
    public Conv2dBuilder threads(int count) {
        int most = NativeConfig.mostThreads();
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("threads = " + count + ": must be from 1 to " + most);
        }
        threads = OptionalInt.of(count);
        return this;
    }

    /**
     * How plans choose among the kernels that could compute them, default the system property {@value Planning#PROPERTY}, else
     * {@link Planning#ESTIMATE}.
     *
     * @param how by rules, or by measuring
     * @return this
     */
    public Conv2dBuilder planning(Planning how) {
        planning = Objects.requireNonNull(how, "planning");
        return this;
    }

    /**
     * The time that {@link Planning#MEASURE} may take for a plan, from the moment that it begins, default the key
     * {@code planning.budget.ms}. It is looked at between steps, so a plan may take longer by making its scratch data and the
     * longest step: making, checking and running one candidate. 0 measures
     * nothing: what was learnt before, else the rules' choice, stands.
     *
     * @param time not negative; where it does not suffice to run a candidate, the rules' choice stands
     * @return this
     * @throws IllegalArgumentException if the time is negative or over an hour
     */
    public Conv2dBuilder planningBudget(Duration time) {
        Objects.requireNonNull(time, "planningBudget");
        if (time.isNegative() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("planningBudget = " + time + ": must be from 0 to an hour");
        }
        planningBudget = time;
        return this;
    }

    /**
     * Whether results must be the same bit for bit from run to run, default false. The choice of a kernel then hangs on the
     * problem, the threads, the machine's instructions and the library's version alone, never on what was measured; so such a layer
     * plans by {@link Planning#ESTIMATE}, whatever the system property {@value Planning#PROPERTY} says.
     *
     * @param fixed true for the same bits
     * @return this
     */
    public Conv2dBuilder deterministic(boolean fixed) {
        deterministic = fixed;
        return this;
    }

    /**
     * Fixes the values that a layer without given ones starts from, as {@code torch.manual_seed} does (the values are not
     * PyTorch's). Without a seed every layer starts from others.
     *
     * @param value any number
     * @return this
     */
    public Conv2dBuilder seed(long value) {
        given.setSeed(value);
        return this;
    }

    /**
     * What computes, default {@link Backend#byDefault}.
     *
     * @param value the backend
     * @return this
     */
    public Conv2dBuilder backend(Backend value) {
        backend = Objects.requireNonNull(value, "backend");
        return this;
    }

    /**
     * Checks everything and makes the layer. Without given values, weight and bias are uniform in ±1/sqrt(fan_in), as
     * PyTorch initialises them.
     *
     * @return the layer; the caller closes it
     * @throws IllegalArgumentException if an argument breaks a rule; the message names argument, value and rule
     * @throws BackendUnavailableException if the backend was asked for by name and does not work here
     */
    public Conv2d build() {
        Parameters parameters = given.toParameters(options(bias), new PostOps(residual, activation));
        return new Conv2d(
                options(parameters.bias() != null), // a batch norm brings one
                backend == null ? Backend.byDefault() : backend,
                parameters,
                threads,
                planningOptions());
    }

    private PlanningOptions planningOptions() {
        if (deterministic && planning == Planning.MEASURE) {
            throw new IllegalArgumentException(
                    "deterministic = true: must not be set together with planning = MEASURE, whose choice follows the clock");
        }
        Planning how = deterministic ? Planning.ESTIMATE : planning;
        long budgetNanos = planningBudget == null
                ? 1_000_000L * NativeConfig.current().count("planning.budget.ms")
                : planningBudget.toNanos();
        return new PlanningOptions(how == null ? Planning.byDefault() : how, budgetNanos);
    }

    private Conv2dOptions options(boolean withBias) {
        return new Conv2dOptions(
                inChannels, outChannels, kernelSize, stride, padding, dilation, groups, withBias, paddingMode);
    }
}
