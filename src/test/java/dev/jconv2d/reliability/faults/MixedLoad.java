package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.ProcessMemory;
import dev.jconv2d.reliability.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service for some time: threads run shared layers on many shapes and formats, check each output, make and close layers of
 * their own, forget some, and make mistakes. Tries are seconds. Memory after a third of the time is memory at the end.
 */
public final class MixedLoad implements Fault {
    private static final int THREADS = 4;
    private static final long LEAST_STEPS_A_SECOND = 100;
    private static final long MOST_GROWTH = 16 << 20;
    private static final MemoryFormat[] FORMATS = MemoryFormat.values();

    private final List<Conv2d> layers = new ArrayList<>();
    private final List<List<Call>> calls = new ArrayList<>();
    private final AtomicLong steps = new AtomicLong();
    private volatile boolean stop;

    /** An input, and what one thread alone made of it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Call(Tensor input, float[] expected) {}

    @Override
    public void run(Trial trial) throws Exception {
        prepare(trial.random(0));
        trial.require(NativeProbe.liveHandles() > 0, "native code never ran");
        Thread clock = new Thread(() -> watch(trial));
        clock.start();
        Teams.run(trial, THREADS, index -> {
            SplittableRandom random = trial.random(1 + index);
            while (!stop) {
                step(trial, random);
                steps.incrementAndGet();
            }
        });
        clock.join();
        trial.require(steps.get() > trial.tries() * LEAST_STEPS_A_SECOND, "only " + steps + " steps");
        trial.fact(steps + " steps");
        layers.forEach(Conv2d::close);
    }

    private static Conv2dBuilder builder(int kind) {
        Conv2dBuilder builder = Conv2d.builder(16, 16, kind % 2 == 0 ? 3 : 1)
                .padding(kind % 2)
                .groups(kind % 3 == 0 ? 16 : 1)
                .seed(kind);
        return kind < 5 ? builder.threads(1).backend(Backend.ONEDNN) : builder.backend(Backend.JAVA);
    }

    private void prepare(SplittableRandom random) {
        for (int kind = 0; kind < 6; kind++) {
            Conv2d conv = builder(kind).build();
            List<Call> own = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                long[] shape = {1 + i % 2, 16, 4 + i % 13, 5 + i % 11};
                try (Tensor plain = Tensor.zeros(shape)) {
                    for (int j = 0; j < plain.numel(); j++) {
                        plain.buffer().put(j, random.nextInt(-4, 5));
                    }
                    Tensor input = plain.to(FORMATS[i % 2]);
                    own.add(new Call(input, conv.forward(input).toArray()));
                }
            }
            layers.add(conv);
            calls.add(own);
        }
    }

    private void step(Trial trial, SplittableRandom random) {
        int kind = random.nextInt(layers.size());
        Call call = calls.get(kind).get(random.nextInt(calls.get(kind).size()));
        int what = random.nextInt(1000);
        if (what < 5) {
            // Forgotten: layer, plan and output are the collector's.
            check(trial, builder(kind).build().forward(call.input), call);
        } else if (what < 30) {
            try (Conv2d own = builder(kind).build();
                    Tensor output = own.forward(call.input)) {
                check(trial, output, call);
            }
        } else if (what < 60) {
            try {
                layers.get(kind).forward(call.input, call.input);
                trial.violation("a call on its own input was accepted");
            } catch (IllegalArgumentException e) {
                // As it must be.
            }
        } else {
            try (Tensor output = layers.get(kind).forward(call.input)) {
                check(trial, output, call);
            }
        }
    }

    private static void check(Trial trial, Tensor output, Call call) {
        trial.require(Arrays.equals(call.expected, output.toArray()), output + " is wrong");
    }

    private void watch(Trial trial) {
        try {
            TimeUnit.SECONDS.sleep(trial.tries() / 3);
            long before = ProcessMemory.settled();
            TimeUnit.SECONDS.sleep(trial.tries() - trial.tries() / 3);
            long growth = ProcessMemory.settled() - before;
            trial.happened("of load", trial.tries());
            trial.fact("RSS " + ProcessMemory.mib(before) + " after a third, grew by " + ProcessMemory.mib(growth));
            // The JIT compiler is still at work when a short form has done a third.
            trial.require(!trial.isLong() || growth < MOST_GROWTH, "RSS grew by " + ProcessMemory.mib(growth));
        } catch (Exception e) {
            trial.violation("the clock threw " + e);
        } finally {
            stop = true;
        }
    }
}
