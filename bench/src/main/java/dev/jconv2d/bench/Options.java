package dev.jconv2d.bench;

import java.util.List;

/** Checks that picocli does not make. */
public final class Options {
    private Options() {}

    /**
     * Refuses values that are not positive.
     *
     * @throws IllegalArgumentException if one is; names option and value
     */
    public static void requirePositive(String option, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new IllegalArgumentException(option + " = " + value + ": must be positive");
            }
        }
    }
}
