package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.ProcessMemory;
import dev.jconv2d.reliability.Trial;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Layers made, run and closed again and again: from a tenth of the cycles on, memory stays what it is. */
public final class Cycles implements Fault {
    private static final long MOST_GROWTH = 16 << 20;

    @Override
    public void run(Trial trial) throws Exception {
        SplittableRandom random = trial.random(0);
        // Some thousand cycles long the JIT compiler still takes memory.
        long warmUp = trial.isLong() ? trial.tries() / 10 : trial.tries() / 2;
        AtomicLong natives = NativeProbe.countCalls();
        cycles(trial, warmUp, random);
        long before = ProcessMemory.settled();
        cycles(trial, trial.tries() - warmUp, random);
        long growth = ProcessMemory.settled() - before;
        trial.fact("RSS " + ProcessMemory.mib(before) + " after " + warmUp + ", grew by " + ProcessMemory.mib(growth));
        trial.require(natives.get() > trial.tries(), "native code hardly ran");
        trial.require(growth < MOST_GROWTH, "RSS grew by " + ProcessMemory.mib(growth));
        trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left");
    }

    private static void cycles(Trial trial, long count, SplittableRandom random) {
        for (long i = 0; i < count; i++) {
            int channels = 8 * random.nextInt(1, 5);
            try (Conv2d conv = Conv2d.builder(channels, 16, 3)
                            .padding(1)
                            .seed(1)
                            .residual(random.nextBoolean())
                            .threads(1)
                            .backend(Backend.ONEDNN)
                            .build();
                    Tensor input = Tensor.zeros(1, channels, 12, 12);
                    Tensor residual = Tensor.zeros(1, 16, 12, 12);
                    Tensor output = Tensor.zeros(1, 16, 12, 12)) {
                if (conv.residual()) {
                    conv.forward(input, residual, output);
                } else {
                    conv.forward(input, output);
                }
            }
            trial.happened("made, run, closed");
        }
    }
}
