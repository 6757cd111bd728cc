package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.ProcessMemory;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;

/** A layer made in one thread and run once in each of many others, some at once: right, and nothing of them stays. */
public final class ShortThreads implements Fault {
    private static final int AT_ONCE = 4;
    private static final int WARM_UP = 400;
    private static final long MOST_GROWTH = 32 << 20;
    private static final long[] SHAPE = {1, 8, 16, 16};

    @Override
    public void run(Trial trial) throws Exception {
        float[] input = new float[2048];
        for (int i = 0; i < input.length; i++) {
            input[i] = i % 7 - 3;
        }
        // One layer with OpenMP's threads beside the caller's, and one without.
        try (Conv2d all = layer(2);
                Conv2d one = layer(1)) {
            NativeUse.require(trial, all, SHAPE);
            NativeUse.require(trial, one, SHAPE);
            float[] expected = one.forward(input, SHAPE);
            batches(trial, WARM_UP, all, one, input, expected);
            long threads = ProcessMemory.threads();
            long before = ProcessMemory.settled();
            batches(trial, trial.tries(), all, one, input, expected);
            long growth = ProcessMemory.settled() - before;
            trial.fact("RSS grew by " + ProcessMemory.mib(growth) + ", threads from " + threads + " to "
                    + ProcessMemory.threads());
            trial.require(growth < MOST_GROWTH, "RSS grew by " + ProcessMemory.mib(growth));
            trial.require(ProcessMemory.threads() <= threads + AT_ONCE, "threads grew to " + ProcessMemory.threads());
        }
    }

    private static Conv2d layer(int threads) {
        return Conv2d.builder(8, 8, 3)
                .padding(1)
                .seed(1)
                .threads(threads)
                .backend(Backend.ONEDNN)
                .build();
    }

    private static void batches(Trial trial, long count, Conv2d all, Conv2d one, float[] input, float[] expected)
            throws InterruptedException {
        for (long done = 0; done < count; done += AT_ONCE) {
            Conv2d conv = done / AT_ONCE % 2 == 0 ? all : one;
            Teams.run(trial, AT_ONCE, index -> {
                trial.require(Arrays.equals(expected, conv.forward(input, SHAPE)), "a thread got something else");
                trial.happened("right");
            });
        }
    }
}
