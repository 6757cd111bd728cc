package dev.jconv2d.bench.report;

import java.util.Locale;

/** Numbers with as many digits as they deserve. */
final class Numbers {
    static final String NONE = "–";

    private Numbers() {}

    /** Three digits: 0.46, 1.21, 12.3, 583. */
    static String ratio(double value) {
        if (value < 0.0995) {
            return format("%.3f", value);
        }
        return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** Three digits or all before the point; a dash for what is no number. */
    static String amount(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        return value == 0 ? "0" : ratio(value);
    }

    /** Three digits behind the point: whether a limit is kept may hang on the third. */
    static String thousandths(double value) {
        return format("%.3f", value);
    }

    static String whole(double value) {
        return Double.isNaN(value) ? NONE : format("%.0f", value);
    }

    /** How far a factor is off 1, such as ± 1.2 %. */
    static String offOne(double factor) {
        double percent = 100 * (factor - 1);
        return format(percent < 9.95 ? "± %.1f %%" : "± %.0f %%", percent);
    }

    static String megabytes(Number bytes) {
        return whole(bytes.doubleValue() / 1e6);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
