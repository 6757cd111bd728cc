package dev.jconv2d.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Splits independent work over the cores. */
public final class Parallel {
    private Parallel() {}

    /**
     * Runs the body for 0 until count, on at most this many threads, the caller's among them; one thread needs no other.
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
        new Job(count, body).runWithHelpers(workers - 1);
    }

    /** The work of one call, on which several threads are at once. */
    private static final class Job implements Runnable {
        private static final int SPINS = 10_000;
        private static final long NAP_NANOS = 20_000;

        private final int count;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        /** Helpers at work. */
        private final AtomicInteger helpers = new AtomicInteger();

        private volatile @Nullable Throwable failure;

        Job(int count, IntConsumer body) {
            this.count = count;
            this.body = body;
        }

        private void work() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                body.accept(i);
            }
        }

        /** Of a helper: a failure is the caller's. */
        @Override
        @SuppressWarnings("CatchingUnchecked")
        public void run() {
            helpers.getAndIncrement();
            try {
                work();
            } catch (Throwable e) {
                failure = e;
                next.set(count);
            } finally {
                helpers.getAndDecrement();
            }
        }

        void runWithHelpers(int wanted) {
            try {
                Helpers.SHARED.start(this, wanted);
                work();
            } finally {
                // Also after a failure: the memory that the others write is given away next.
                next.set(count);
                Helpers.SHARED.cancel(this);
                awaitHelpers();
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            if (failure != null) {
                throw new AssertionError(failure); // checked, which a body cannot declare
            }
        }

        /** Each has at most one task to end. */
        private void awaitHelpers() {
            for (int i = 0; helpers.get() > 0; i++) {
                if (i < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
        }
    }
}
