package dev.jconv2d.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Splits independent work over the JVM's common pool. */
public final class Parallel {
    private Parallel() {}

    /**
     * Runs the body for 0 until count, on at most this many threads, the caller's among them; one thread touches no pool.
     * When this returns or throws, no body runs any more.
     */
    public static void forEach(int count, int threads, IntConsumer body) {
        int workers = Math.min(count, threads);
        if (workers <= 1) {
            for (int i = 0; i < count; i++) {
                body.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                body.accept(i);
            }
        };
        List<ForkJoinTask<?>> others = new ArrayList<>();
        try {
            for (int i = 1; i < workers; i++) {
                others.add(ForkJoinPool.commonPool().submit(worker));
            }
            worker.run();
        } finally {
            // Also after a failure: the memory that the others write is given away next.
            next.set(count);
            others.forEach(ForkJoinTask::quietlyJoin);
        }
        for (ForkJoinTask<?> other : others) {
            other.join(); // throws what it threw
        }
    }
}
