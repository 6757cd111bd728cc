package dev.jconv2d.cli;

import dev.jconv2d.Tensor;
import java.util.Locale;

/** A tensor's values in a line. */
final class Summary {
    private Summary() {}

    /** Least, mean and largest of the finite values, and how many are not. */
    static String of(Tensor tensor) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int finite = 0;
        for (float value : tensor.toArray()) {
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                largest = Math.max(largest, value);
                sum += value;
                finite++;
            }
        }
        String others = finite == tensor.numel() ? "" : ", " + (tensor.numel() - finite) + " not finite";
        return finite == 0
                ? "no finite ones" + others
                : String.format(Locale.ROOT, "min %.6g, mean %.6g, max %.6g", least, sum / finite, largest) + others;
    }
}
