package dev.jconv2d;

import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Shapes;
import java.util.Objects;

/**
 * The parameters of a convolution layer, with PyTorch's names, defaults and checks. Immutable, so any thread may use it.
 *
 * @param inChannels channels of the input, positive
 * @param outChannels channels of the output, positive
 * @param kernelSize size of the kernel, positive
 * @param stride step between windows, positive
 * @param padding border added to the input
 * @param dilation distance between the kernel's taps, positive
 * @param groups number of independent groups of channels; divides {@code inChannels} and {@code outChannels}
 * @param bias whether a bias is added to each output channel
 * @param paddingMode what stands in the border
 */
public record Conv2dOptions(
        int inChannels,
        int outChannels,
        HW kernelSize,
        HW stride,
        Padding padding,
        HW dilation,
        int groups,
        boolean bias,
        PaddingMode paddingMode) {

    /**
     * Checks everything that can be known without an input.
     *
     * @param inChannels channels of the input, positive
     * @param outChannels channels of the output, positive
     * @param kernelSize size of the kernel, positive
     * @param stride step between windows, positive
     * @param padding border added to the input
     * @param dilation distance between the kernel's taps, positive
     * @param groups number of independent groups of channels
     * @param bias whether a bias is added
     * @param paddingMode what stands in the border
     * @throws IllegalArgumentException if an argument breaks a rule; the message names argument, value and rule
     */
    public Conv2dOptions {
        Objects.requireNonNull(kernelSize, "kernel_size");
        Objects.requireNonNull(stride, "stride");
        Objects.requireNonNull(padding, "padding");
        Objects.requireNonNull(dilation, "dilation");
        Objects.requireNonNull(paddingMode, "padding_mode");
        requirePositive("in_channels", inChannels);
        requirePositive("out_channels", outChannels);
        requirePositive("groups", groups);
        requirePositive("kernel_size", kernelSize);
        requirePositive("stride", stride);
        requirePositive("dilation", dilation);
        requireDivisible("in_channels", inChannels, groups);
        requireDivisible("out_channels", outChannels, groups);
        if (padding.isSame() && !stride.equals(HW.of(1))) {
            throw new IllegalArgumentException("stride = " + stride + ": padding='same' needs stride (1, 1)");
        }
        Shapes.checkedElements("weight", weightShape(inChannels, outChannels, kernelSize, groups));
    }

    /**
     * The weight's shape.
     *
     * @return {@code [out, in/groups, kH, kW]}
     */
    public long[] weightShape() {
        return weightShape(inChannels, outChannels, kernelSize, groups);
    }

    /**
     * The number of trained values.
     *
     * @return elements of weight and bias
     */
    public long parameterCount() {
        return Shapes.elements(weightShape()) + (bias ? outChannels : 0);
    }

    /**
     * The output's shape for an input's, without computing anything else.
     *
     * @param inputShape {@code [N, C, H, W]} or {@code [C, H, W]}
     * @return {@code [N, out, H', W']} or {@code [out, H', W']}
     * @throws IllegalArgumentException if the layer does not accept such an input
     */
    public long[] outputShape(long... inputShape) {
        long[] shape = Objects.requireNonNull(inputShape, "inputShape").clone();
        return Geometry.of(this, shape).outputShape(shape.length);
    }

    /** Reads like PyTorch's repr: {@code Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Conv2d(")
                .append(inChannels)
                .append(", ")
                .append(outChannels)
                .append(", kernel_size=")
                .append(kernelSize)
                .append(", stride=")
                .append(stride);
        if (!padding.isDefault()) {
            text.append(", padding=").append(padding);
        }
        if (!dilation.equals(HW.of(1))) {
            text.append(", dilation=").append(dilation);
        }
        if (groups != 1) {
            text.append(", groups=").append(groups);
        }
        if (!bias) {
            text.append(", bias=False");
        }
        if (paddingMode != PaddingMode.ZEROS) {
            text.append(", padding_mode=").append(paddingMode);
        }
        return text.append(")").toString();
    }

    private static long[] weightShape(int inChannels, int outChannels, HW kernelSize, int groups) {
        return new long[] {outChannels, inChannels / groups, kernelSize.height(), kernelSize.width()};
    }

    private static void requirePositive(String argument, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " = " + value + ": must be positive");
        }
    }

    private static void requirePositive(String argument, HW value) {
        if (value.height() <= 0 || value.width() <= 0) {
            throw new IllegalArgumentException(argument + " = " + value + ": must be positive");
        }
    }

    private static void requireDivisible(String argument, int value, int groups) {
        if (value % groups != 0) {
            throw new IllegalArgumentException(argument + " = " + value + ": must be divisible by groups = " + groups);
        }
    }
}
