package dev.jconv2d.internal.planning;

import dev.jconv2d.Activation;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Strides;
import dev.jconv2d.internal.reference.ReferenceKernel;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Some outputs of a problem as the reference kernel has them, the corners among them, to hold a candidate's against. */
final class SampleCheck {
    private static final int RANDOM_SAMPLES = 24;
    /** Products that the check may cost. */
    private static final long MOST_PRODUCTS = 4_000_000;

    /** Native code computes exp, erf and tanh by polynomials. */
    private static final double APPROXIMATION = 3e-6;

    private final int[] indices;
    private final double[] expected;
    private final double[] bounds;

    /**
     * Computes the samples.
     *
     * @param input as the problem has it
     * @param residual in the output's format; empty for none
     */
    SampleCheck(Problem problem, Parameters parameters, float[] input, float[] residual) {
        Geometry geometry = problem.geometry();
        long taps = (long) geometry.inChannelsPerGroup()
                * geometry.height().kernel()
                * geometry.width().kernel();
        int count = (int) Math.max(1, Math.min(8 + RANDOM_SAMPLES, MOST_PRODUCTS / taps));
        ReferenceKernel exact = new ReferenceKernel(problem, parameters, 1, "");
        ReferenceKernel magnitude = new ReferenceKernel(problem, absolute(parameters), 1, "");
        float[] absolute = absolute(input);
        Strides strides = Strides.of(
                problem.outputFormat(),
                geometry.outChannels(),
                geometry.height().out(),
                geometry.width().out());
        indices = new int[count];
        expected = new double[count];
        bounds = new double[count];
        SplittableRandom random = new SplittableRandom(count);
        for (int i = 0; i < count; i++) {
            int n = pick(geometry.batch(), i & 1, i, random);
            int oc = pick(geometry.outChannels(), i & 1, i, random);
            int oh = pick(geometry.height().out(), i >> 1 & 1, i, random);
            int ow = pick(geometry.width().out(), i >> 2 & 1, i, random);
            indices[i] = strides.index(n, oc, oh, ow);
            double added = residual.length == 0 ? 0 : residual[indices[i]];
            double sum = exact.sum(input, n, oc, oh, ow);
            expected[i] = parameters.postOps().apply(sum, added);
            double most = magnitude.sum(absolute, n, oc, oh, ow);
            double rounding = 8 * 0x1p-24 * (Math.sqrt((double) taps) + 4) * most + 0x1p-22 * Math.abs(added) + 1e-30;
            // A float's sum may be infinite on its way, and then no function brings it back.
            bounds[i] = most + Math.abs(added) > Float.MAX_VALUE
                    ? Double.POSITIVE_INFINITY
                    : bound(parameters.postOps().activation(), rounding, expected[i]);
        }
    }

    /** The first eight samples are corners, the others anywhere. */
    private static int pick(int size, int corner, int sample, SplittableRandom random) {
        return sample < 8 ? corner * (size - 1) : random.nextInt(size);
    }

    /** What rounding before a function may come to behind it; hardswish's slope is the largest of those without a parameter. */
    private static double bound(@Nullable Activation activation, double rounding, double value) {
        if (activation == null) {
            return rounding;
        }
        boolean isElu = activation.kind() == Activation.Kind.ELU;
        boolean scales = isElu || activation.kind() == Activation.Kind.LEAKY_RELU; // hardtanh's alpha is a limit
        double alpha = scales ? Math.abs(activation.alpha()) : 0;
        // ELU multiplies what exp is wrong by, even where exp - 1 comes to nothing.
        double scale = Math.max(isElu ? Math.max(1, alpha) : 1, Math.abs(value));
        return Math.max(1.5, alpha) * rounding + APPROXIMATION * scale;
    }

    private static Parameters absolute(Parameters parameters) {
        float[] bias = parameters.bias();
        return new Parameters(absolute(parameters.weight()), bias == null ? null : absolute(bias), PostOps.NONE);
    }

    private static float[] absolute(float[] values) {
        float[] absolute = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            absolute[i] = Math.abs(values[i]);
        }
        return absolute;
    }

    /** What is wrong with an output, or null if nothing is. */
    @Nullable
    String fault(Storage output) {
        for (int i = 0; i < indices.length; i++) {
            float got = output.floats().get(indices[i]);
            // Infinite and NaN weights give no number to compare, and what is too large for a float is infinite.
            boolean comparable = Math.abs(expected[i]) + bounds[i] <= Float.MAX_VALUE;
            if (comparable && !(Math.abs(got - expected[i]) <= bounds[i])) {
                return String.format(
                        Locale.ROOT, "wrong: output %d is %s in place of %s", indices[i], got, (float) expected[i]);
            }
        }
        return null;
    }
}
