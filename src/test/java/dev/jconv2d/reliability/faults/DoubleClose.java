package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Layers, plans and tensors that eight threads close at once, twice each, in any order: each is freed exactly once. */
public final class DoubleClose implements Fault {
    private static final int CLOSERS = 8;
    /** A layer, its plan, and tensors, which are cheaper. */
    private static final int OBJECTS = 16;

    private static final long[] SHAPE = {1, 16, 20, 20};

    private long natives;
    private final Conv2d[] layer = new Conv2d[1];
    private final Conv2dPlan[] plan = new Conv2dPlan[1];
    private final Tensor[] tensors = new Tensor[OBJECTS - 2];

    @Override
    public void run(Trial trial) throws Exception {
        long rounds = trial.tries() / OBJECTS + 1;
        CyclicBarrier barrier = new CyclicBarrier(CLOSERS, this::make);
        CyclicBarrier closed = new CyclicBarrier(CLOSERS, () -> check(trial));
        Thread[] threads = new Thread[CLOSERS];
        for (int i = 0; i < CLOSERS; i++) {
            int index = i;
            threads[i] = new Thread(() -> {
                try {
                    for (long round = 0; round < rounds; round++) {
                        barrier.await(60, TimeUnit.SECONDS);
                        close(index);
                        closed.await(60, TimeUnit.SECONDS);
                    }
                } catch (Exception e) {
                    trial.violation("closer " + index + " threw " + e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        trial.require(natives == rounds, natives + " of " + rounds + " layers were oneDNN's");
        trial.fact(NativeProbe.liveHandles() + " handles left");
        trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left");
    }

    private void make() {
        layer[0] = Conv2d.builder(16, 16, 1)
                .seed(1)
                .threads(1)
                .backend(Backend.ONEDNN)
                .build();
        plan[0] = layer[0].plan(SHAPE);
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = Tensor.zeros(SHAPE);
        }
        plan[0].execute(tensors[0], tensors[1]);
        natives += NativeProbe.liveHandles() > 0 ? 1 : 0;
    }

    private void close(int index) {
        for (int i = 0; i < 2; i++) {
            if (index % 2 == 0) {
                layer[0].close();
                plan[0].close();
            } else {
                plan[0].close();
                layer[0].close();
            }
            for (Tensor tensor : tensors) {
                tensor.close();
            }
        }
    }

    private void check(Trial trial) {
        trial.require(
                NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles are left when all is closed");
        // Memory that was given to the pool twice would now serve two tensors.
        Tensor[] again = new Tensor[4 * tensors.length];
        float[] values = new float[tensors[0].numel()];
        for (int i = 0; i < again.length; i++) {
            Arrays.fill(values, i);
            again[i] = Tensor.of(values, SHAPE);
        }
        for (int i = 0; i < again.length; i++) {
            trial.require(again[i].toArray()[values.length - 1] == i, "two tensors share memory");
            again[i].close();
        }
        trial.happened("closed once", OBJECTS);
    }
}
