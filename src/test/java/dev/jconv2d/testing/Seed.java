package dev.jconv2d.testing;

import java.util.SplittableRandom;

/** Randomness of tests: another seed each run, printed, and set again by -Djconv2d.test.seed=N. */
public final class Seed {
    private static final long VALUE = Long.getLong("jconv2d.test.seed", System.nanoTime());

    static {
        System.out.println("jconv2d.test.seed=" + VALUE);
    }

    private Seed() {}

    public static long value() {
        return VALUE;
    }

    public static SplittableRandom random() {
        return new SplittableRandom(VALUE);
    }
}
