package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Outputs made by the million in a small heap, closed or simply dropped: no OutOfMemoryError, and all right. */
public final class DroppedOutputs implements Fault {
    /** A call that waits for the collector takes a second or two on a busy machine; a stall is more. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long[] SHAPE = {1, 16, 32, 32};

    @Override
    public void run(Trial trial) {
        float[] values = new float[16384];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 11 - 5;
        }
        try (Conv2d conv = Conv2d.builder(16, 16, 1)
                        .seed(1)
                        .threads(1)
                        .backend(Backend.ONEDNN)
                        .build();
                Tensor input = Tensor.of(values, SHAPE)) {
            NativeUse.require(trial, conv, SHAPE);
            float[] expected = conv.forward(values, SHAPE);
            long longest = 0;
            for (long i = 0; i < trial.tries(); i++) {
                long begin = System.nanoTime();
                Tensor output = conv.forward(input);
                longest = Math.max(longest, System.nanoTime() - begin);
                if (i % 100 == 0) {
                    trial.require(Arrays.equals(expected, output.toArray()), "a call gave something else");
                }
                if (i % 2 == 0) {
                    output.close();
                }
                trial.happened("right");
            }
            trial.require(longest < MOST_NANOS, "a call took " + longest / 1_000_000 + " ms");
            trial.fact("the longest call took " + longest / 1_000_000 + " ms");
        }
    }
}
