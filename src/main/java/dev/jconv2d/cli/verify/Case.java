package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import org.jspecify.annotations.Nullable;

/**
 * A call and the output that it must give.
 *
 * @param name what failures are reported under
 * @param stride the layer's stride
 * @param pads resolved border: top, left, bottom, right
 * @param padding the argument that the layer is built with, which must resolve to {@code pads}
 * @param dilation the layer's dilation
 * @param groups the layer's groups
 * @param paddingMode the layer's padding mode
 * @param integer whether all values are integers, so that outputs must be equal
 * @param tolerance the case's own, or null for the bound that scales with the sums
 * @param x the input, rank 4 or 3
 * @param w the weight
 * @param b the bias, or null for none
 * @param y the expected output
 */
record Case(
        String name,
        HW stride,
        Pads pads,
        Padding padding,
        HW dilation,
        int groups,
        PaddingMode paddingMode,
        boolean integer,
        @Nullable Tolerance tolerance,
        Values x,
        Values w,
        @Nullable Values b,
        Values y) {

    /** Resolved border. */
    record Pads(int top, int left, int bottom, int right) {}

    /** |got - expected| <= atol + rtol * |expected|. */
    record Tolerance(double atol, double rtol) {}

    /** What it takes to run: a product for each of the output's elements and each of a filter's, in the border too, and each float once. */
    double work() {
        double products = w.shape()[0] == 0 ? 0 : (double) y.count() * w.count() / w.shape()[0];
        return products + copiedInput() + w.count() + (b == null ? 0 : b.count()) + y.count();
    }

    /** The floats of the input; with its border, where that is copied and not computed as zeros. */
    double copiedInput() {
        double floats = 1;
        for (int axis = 0; axis < x.shape().length; axis++) {
            int fromLast = x.shape().length - 1 - axis;
            double border = paddingMode == PaddingMode.ZEROS || fromLast > 1
                    ? 0
                    : fromLast == 1 ? (double) pads.top + pads.bottom : (double) pads.left + pads.right;
            floats *= x.shape()[axis] + Math.max(border, 0); // a negative border is refused when the case runs
        }
        return floats;
    }

    /** The case's layer on a backend. */
    Conv2d layer(Backend backend) {
        return builder(backend).build();
    }

    /** The same, with more to come. */
    Conv2dBuilder builder(Backend backend) {
        long[] weight = w.shape();
        Conv2dBuilder builder = Conv2d.builder(
                        Math.toIntExact(x.shape()[x.shape().length - 3]),
                        Math.toIntExact(weight[0]),
                        Math.toIntExact(weight[2]),
                        Math.toIntExact(weight[3]))
                .stride(stride.height(), stride.width())
                .padding(padding)
                .dilation(dilation.height(), dilation.width())
                .groups(groups)
                .paddingMode(paddingMode)
                .weight(w.toArray(), weight)
                .backend(backend);
        return b == null ? builder.bias(false) : builder.bias(b.toArray(), b.shape());
    }
}
