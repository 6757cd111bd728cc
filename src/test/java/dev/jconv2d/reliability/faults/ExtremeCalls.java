package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Layers that are legal but that nobody would build: strides, dilations and borders close to the largest int, images of one row
 * and a million columns, kernels as large as the image. Each backend gives what the reference kernel gives, integer for integer.
 */
public final class ExtremeCalls implements Fault {
    private static final int[] EXTREMES = {
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        1 << 20,
        (1 << 24) + 1,
        1 << 29,
        1 << 30,
        (1 << 30) + 1,
        Integer.MAX_VALUE - 1,
        Integer.MAX_VALUE
    };
    private static final int MOST_VALUES = 1 << 17;
    private static final long MOST_PRODUCTS = 2_000_000;
    private static final int MOST_BORDER = 1000;
    /** So many products take milliseconds. */
    private static final long MOST_SECONDS = 5;

    private static final Backend[] BACKENDS = {Backend.ONEDNN, Backend.JAVA};
    private static final PaddingMode[] MODES = PaddingMode.values();

    @Override
    public void run(Trial trial) {
        SplittableRandom random = trial.random(0);
        try (Conv2d conv = Conv2d.builder(8, 8, 3).backend(Backend.ONEDNN).build()) {
            conv.forward(new float[8 * 9 * 9], 1, 8, 9, 9); // the library is loaded by the first call
        }
        for (long done = 0; done < trial.tries(); ) {
            int groups = random.nextInt(4) == 0 ? random.nextInt(1, 9) : 1;
            int in = groups * random.nextInt(1, 6);
            int out = groups * random.nextInt(1, 6);
            long[] shape = {random.nextInt(1, 3), in, side(random), side(random)};
            Conv2dOptions options;
            try {
                options = new Conv2dOptions(
                        in,
                        out,
                        new HW(kernel(random), kernel(random)),
                        new HW(extreme(random), extreme(random)),
                        Padding.of(border(random), border(random), border(random), border(random)),
                        new HW(extreme(random), extreme(random)),
                        groups,
                        false,
                        MODES[random.nextInt(4) == 0 ? random.nextInt(4) : 0]);
                if (!isQuick(options, shape)) {
                    continue;
                }
            } catch (IllegalArgumentException e) {
                continue; // Most are refused, which "sizes" tries.
            }
            attempt(trial, random, options, shape);
            done++;
        }
    }

    /** Whether the reference kernel needs no seconds for it. */
    private static boolean isQuick(Conv2dOptions options, long... shape) {
        long outputs = Arrays.stream(options.outputShape(shape)).reduce(1, (a, b) -> a * b);
        long weights = options.parameterCount();
        long[] pads = options.padding().resolve(options.kernelSize(), options.dilation());
        // Modes other than zeros may copy the border.
        boolean copies = options.paddingMode() != PaddingMode.ZEROS
                && Arrays.stream(pads).max().orElse(0) > MOST_BORDER;
        return !copies
                && shape[0] * shape[1] * shape[2] * shape[3] <= MOST_VALUES
                && weights <= MOST_VALUES
                && outputs <= MOST_VALUES
                && outputs * (weights / options.outChannels()) <= MOST_PRODUCTS;
    }

    private static void attempt(Trial trial, SplittableRandom random, Conv2dOptions options, long... shape) {
        float[] weight = values(random, options.parameterCount());
        float[] input = values(random, shape[0] * shape[1] * shape[2] * shape[3]);
        float[] expected = run(options, weight, input, shape, Backend.REFERENCE);
        for (Backend backend : BACKENDS) {
            String what = options + " on " + Arrays.toString(shape) + " by " + backend;
            try {
                long begin = System.nanoTime();
                float[] got = run(options, weight, input, shape, backend);
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
                trial.require(seconds < MOST_SECONDS, what + " took " + seconds + " s");
                trial.require(Arrays.equals(expected, got), what + " is not the reference's");
            } catch (OutOfMemoryError e) {
                trial.violation(what + ": " + e);
            }
        }
        trial.happened("right");
    }

    private static float[] run(Conv2dOptions options, float[] weight, float[] input, long[] shape, Backend backend) {
        try (Conv2d conv =
                Conv2d.builder(options).weight(weight).backend(backend).build()) {
            return conv.forward(input, shape);
        }
    }

    /** So few different values that sums are exact and never -0. */
    private static float[] values(SplittableRandom random, long count) {
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(1, 4);
        }
        return values;
    }

    private static int side(SplittableRandom random) {
        return random.nextInt(3) > 0 ? random.nextInt(1, 12) : random.nextInt(1, 1 << random.nextInt(4, 19));
    }

    private static int kernel(SplittableRandom random) {
        return random.nextInt(5) > 0 ? random.nextInt(1, 6) : random.nextInt(1, 1 << random.nextInt(4, 13));
    }

    private static int extreme(SplittableRandom random) {
        return random.nextInt(3) > 0 ? random.nextInt(1, 5) : EXTREMES[random.nextInt(EXTREMES.length)];
    }

    private static int border(SplittableRandom random) {
        return random.nextInt(4) > 0 ? random.nextInt(5) : EXTREMES[random.nextInt(EXTREMES.length)];
    }
}
