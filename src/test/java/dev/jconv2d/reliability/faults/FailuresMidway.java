package dev.jconv2d.reliability.faults;

import dev.jconv2d.Activation;
import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.NativeException;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.Planning;
import dev.jconv2d.Tensor;
import dev.jconv2d.Wisdom;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Each native call of making and running a plan fails in turn, by a status or as if memory had run out: the caller gets an
 * exception, or a right output where there is another way; nothing of the half-built plan stays; the next call works.
 */
public final class FailuresMidway implements Fault {
    private static final MemoryFormat[] FORMATS = MemoryFormat.values();
    private static final long[] SHAPE = {2, 8, 13, 12};

    /** Whose plan is measured anew at each step; which kernel wins, is chance, and so its sums must be exact. */
    private static final Conv2dBuilder MEASURED = Conv2d.builder(8, 16, 3)
            .padding(1)
            .bias(false)
            .weight(integers(8 * 16 * 3 * 3))
            .backend(Backend.ONEDNN)
            .planning(Planning.MEASURE)
            .planningBudget(Duration.ofMillis(5));

    private final List<Conv2dBuilder> layers = List.of(
            MEASURED,
            layer(),
            layer().residual(true).activation(Activation.relu()),
            layer().paddingMode(PaddingMode.REFLECT),
            layer().groups(8).residual(true),
            layer().threads(1));

    @Override
    public void run(Trial trial) {
        SplittableRandom random = trial.random(0);
        for (long done = 0; done < trial.tries(); ) {
            done += everyStep(
                    trial,
                    layers.get(random.nextInt(layers.size())),
                    FORMATS[random.nextInt(2)],
                    FORMATS[random.nextInt(2)],
                    random.nextBoolean(),
                    random);
        }
    }

    private static Conv2dBuilder layer() {
        return Conv2d.builder(8, 16, 3).padding(1).seed(1).backend(Backend.ONEDNN);
    }

    /** Lets the first call fail, then the second, and so on until the plan is made and run before that call comes. */
    private static long everyStep(
            Trial trial,
            Conv2dBuilder builder,
            MemoryFormat from,
            MemoryFormat to,
            boolean error,
            SplittableRandom random) {
        long before = NativeProbe.liveHandles();
        long steps = 0;
        // Measuring makes every kernel that there is: some of its steps in each round, others in the next.
        long stride = builder == MEASURED ? 37 + random.nextInt(40) : 1;
        try (Tensor input = ramp(from);
                Tensor residual = Tensor.zeros(to, 2, 16, 13, 12)) {
            float[] expected;
            try (Conv2d conv = builder.build()) {
                expected = run(conv, input, residual, to);
            }
            boolean hasFailed = true;
            while (hasFailed) {
                steps += stride;
                Wisdom.forget();
                try (Conv2d conv = builder.build()) {
                    hasFailed = step(trial, conv, input, residual, to, expected, steps, error);
                }
                trial.require(
                        NativeProbe.liveHandles() == before,
                        conv(builder) + ": " + (NativeProbe.liveHandles() - before) + " handles left by a failure at "
                                + steps);
            }
        }
        return steps / stride;
    }

    private static boolean step(
            Trial trial,
            Conv2d conv,
            Tensor input,
            Tensor residual,
            MemoryFormat to,
            float[] expected,
            long n,
            boolean error) {
        AtomicLong left = NativeProbe.failAt(n, error);
        List<String> ends = new ArrayList<>();
        try {
            trial.require(
                    Arrays.equals(expected, run(conv, input, residual, to)),
                    conv + ": another output, failure at " + n);
            ends.add("run all the same");
        } catch (NativeException e) {
            ends.add("NativeException");
        } catch (OutOfMemoryError e) {
            ends.add("OutOfMemoryError");
        } finally {
            NativeProbe.leave();
        }
        boolean hasFailed = left.get() <= 0;
        trial.happened(hasFailed ? ends.get(0) : "no failure any more");
        if (!ends.get(0).startsWith("run")) {
            trial.require(hasFailed, conv + ": threw without a failure");
        }
        trial.require(
                Arrays.equals(expected, run(conv, input, residual, to)),
                conv + ": another output in the call after a failure at " + n);
        return hasFailed;
    }

    private static String conv(Conv2dBuilder builder) {
        try (Conv2d conv = builder.build()) {
            return conv.toString();
        }
    }

    private static float[] run(Conv2d conv, Tensor input, Tensor residual, MemoryFormat to) {
        try (Tensor output = Tensor.zeros(to, 2, 16, 13, 12)) {
            return (conv.residual() ? conv.forward(input, residual, output) : conv.forward(input, output)).toArray();
        }
    }

    private static Tensor ramp(MemoryFormat format) {
        try (Tensor plain = Tensor.of(integers(2496), SHAPE)) {
            return plain.to(format);
        }
    }

    private static float[] integers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i % 9 - 4;
        }
        return values;
    }
}
