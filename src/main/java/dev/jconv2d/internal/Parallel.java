package dev.jconv2d.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

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
        AtomicInteger active = new AtomicInteger();
        try {
            IntStream.range(0, workers).parallel().forEach(worker -> {
                active.incrementAndGet();
                try {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        body.accept(i);
                    }
                } finally {
                    active.decrementAndGet();
                }
            });
        } finally {
            // A stream that fails does not wait for its other workers, but the memory that they write is given away
            // next.
            next.set(count);
            while (active.get() > 0) {
                Thread.onSpinWait();
            }
        }
    }
}
