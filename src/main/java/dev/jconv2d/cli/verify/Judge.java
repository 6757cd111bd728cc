package dev.jconv2d.cli.verify;

import org.jspecify.annotations.Nullable;

/**
 * Compares an output with the expected one, each element with its own bound. float32 sums in any order stay within 4 units
 * of rounding times (sqrt(K) + 4) times the sum of the magnitudes that were added, K their number.
 */
final class Judge {
    private static final double ROUNDING = 4 * 0x1p-24;

    private final Case task;
    private final Values y;
    /** Copies: their buffers' views are ten times slower to read, element by element. */
    private final float[] inputs;

    private final float[] weights;

    Judge(Case task) {
        this.task = task;
        this.y = task.y();
        this.inputs = task.x().toArray();
        this.weights = task.w().toArray();
    }

    Case task() {
        return task;
    }

    /**
     * An element that is wrong.
     *
     * @param where its index
     * @param expected what the case says
     * @param got what was computed
     * @param bound the largest difference that would have passed
     * @param count how many elements are wrong
     */
    record Mismatch(String where, float expected, float got, double bound, int count) {}

    /** The first element that is wrong, or null if none is; the lengths must agree. */
    @Nullable
    Mismatch judge(float[] got) {
        Mismatch first = null;
        int count = 0;
        for (int i = 0; i < got.length; i++) {
            float expected = y.at(i);
            if (got[i] == expected) {
                continue; // the bound may take as long to work out as the output
            }
            double bound = bound(i, expected);
            if (!isWithin(got[i], expected, bound)) {
                count++;
                if (first == null) {
                    first = new Mismatch("y" + y.indexOf(i), expected, got[i], bound, 1);
                }
            }
        }
        return first == null ? null : new Mismatch(first.where, first.expected, first.got, first.bound, count);
    }

    private static boolean isWithin(float got, float expected, double bound) {
        if (Float.isNaN(expected)) {
            return Float.isNaN(got);
        }
        if (Float.isInfinite(expected) || got == expected) {
            return got == expected; // +0 and -0 are equal
        }
        return Float.isFinite(got) && Math.abs((double) got - expected) <= bound;
    }

    private double bound(int element, float expected) {
        Case.Tolerance tolerance = task.tolerance();
        if (tolerance != null) {
            return tolerance.atol() + tolerance.rtol() * Math.abs((double) expected);
        }
        if (task.integer() || !Float.isFinite(expected)) {
            return 0;
        }
        return scaledBound(element);
    }

    /** What rounding may make of an element, whatever the case says of itself. */
    double scaledBound(int element) {
        Values x = task.x();
        Values w = task.w();
        int ow = element % y.fromLast(0);
        int oh = element / y.fromLast(0) % y.fromLast(1);
        int oc = element / y.fromLast(0) / y.fromLast(1) % y.fromLast(2);
        int n = element / y.fromLast(0) / y.fromLast(1) / y.fromLast(2);
        int channels = w.fromLast(2);
        int firstChannel = oc / ((int) w.shape()[0] / task.groups()) * channels;
        double sum = 0;
        int products = 0;
        for (int kh = 0; kh < w.fromLast(1); kh++) {
            long ih = source(
                    (long) oh * task.stride().height()
                            + (long) kh * task.dilation().height()
                            - task.pads().top(),
                    x.fromLast(1));
            for (int kw = 0; kw < w.fromLast(0); kw++) {
                long iw = source(
                        (long) ow * task.stride().width()
                                + (long) kw * task.dilation().width()
                                - task.pads().left(),
                        x.fromLast(0));
                for (int ic = 0; ic < channels && ih >= 0 && iw >= 0; ic++) {
                    int plane = n * x.fromLast(2) + firstChannel + ic;
                    double product = (double) inputs[(int) ((plane * (long) x.fromLast(1) + ih) * x.fromLast(0) + iw)]
                            * weights[((oc * channels + ic) * w.fromLast(1) + kh) * w.fromLast(0) + kw];
                    if (Double.isFinite(product)) {
                        sum += Math.abs(product);
                        products++;
                    }
                }
            }
        }
        Values b = task.b();
        double bias = b == null ? 0 : Math.abs((double) b.at(oc));
        return ROUNDING * (Math.sqrt(products) + 4) * (sum + bias) + 1e-30;
    }

    /** Worked out apart from the library, which is what is being judged. */
    private long source(long position, int size) {
        if (position >= 0 && position < size) {
            return position;
        }
        return switch (task.paddingMode()) {
            case ZEROS -> -1;
            case REFLECT -> position < 0 ? -position : 2L * size - 2 - position;
            case REPLICATE -> position < 0 ? 0 : size - 1;
            case CIRCULAR -> Math.floorMod(position, (long) size);
        };
    }
}
