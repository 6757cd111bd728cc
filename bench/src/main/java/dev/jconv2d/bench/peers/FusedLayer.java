package dev.jconv2d.bench.peers;

import dev.jconv2d.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution and what follows it.
 *
 * @param input {@code N, C, H, W}
 * @param shape out, then kernel, stride, padding, dilation (height and width each), groups
 * @param bias whether the convolution has one
 * @param norm the batch norm
 * @param eps the batch norm's
 * @param residual whether a tensor is added
 * @param activation the last step, or null
 */
record FusedLayer(
        List<Long> input,
        List<Long> shape,
        boolean bias,
        Norm norm,
        double eps,
        boolean residual,
        @Nullable Activation activation) {
    /** Batch norm with or without weight and bias of its own, or none. */
    enum Norm {
        NONE,
        PLAIN,
        AFFINE
    }

    long[] inputShape() {
        return array(input);
    }

    long[] weightShape() {
        return new long[] {shape.get(0), input.get(1) / groups(), shape.get(1), shape.get(2)};
    }

    long[] outputShape() {
        return new long[] {input.get(0), shape.get(0), outputExtent(0), outputExtent(1)};
    }

    private long outputExtent(int axis) {
        long reach = shape.get(7 + axis) * (shape.get(1 + axis) - 1) + 1;
        return (input.get(2 + axis) + 2 * shape.get(5 + axis) - reach) / shape.get(3 + axis) + 1;
    }

    long[] stride() {
        return array(shape.subList(3, 5));
    }

    long[] padding() {
        return array(shape.subList(5, 7));
    }

    long[] dilation() {
        return array(shape.subList(7, 9));
    }

    long groups() {
        return shape.get(9);
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
