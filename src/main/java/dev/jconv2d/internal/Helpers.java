package dev.jconv2d.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that help callers with their work, one less than there are cores. A helper that has just worked looks out for more for a while
 * before it sleeps, because to wake a thread takes longer than many a convolution; one that was not needed for long ends. A
 * caller takes helpers that are idle and waits for none that has not begun, so many callers at once are in nobody's way.
 */
final class Helpers {
    /** The JVM's. */
    static final Helpers SHARED = new Helpers(Runtime.getRuntime().availableProcessors() - 1);

    private static final long LOOK_OUT_NANOS = 100_000;
    private static final long SLEEP_NANOS = 5_000_000_000L;
    private static final int LOOKS_A_CLOCK = 64;

    /** What stands at a helper's place, if not a job that it has not begun. */
    private enum State implements Runnable {
        NOBODY,
        LOOKING,
        ASLEEP,
        BUSY;

        @Override
        public void run() {
            throw new AssertionError(this);
        }
    }

    private final AtomicReferenceArray<Runnable> places;
    private final @Nullable Thread[] threads;

    Helpers(int most) {
        this.places = new AtomicReferenceArray<>(Math.max(0, most));
        this.threads = new Thread[places.length()];
        for (int i = 0; i < places.length(); i++) {
            places.set(i, State.NOBODY);
        }
    }

    /** Gives a job to so many helpers, or to fewer if not as many are idle. */
    void start(Runnable job, int wanted) {
        int found = 0;
        for (int i = 0; i < places.length() && found < wanted; i++) {
            if (startAt(i, job)) {
                found++;
            }
        }
    }

    private boolean startAt(int place, Runnable job) {
        if (places.compareAndSet(place, State.LOOKING, job)) {
            return true;
        }
        if (places.compareAndSet(place, State.ASLEEP, job)) {
            LockSupport.unpark(threads[place]);
            return true;
        }
        // BUSY keeps others away while the thread is made; none can be made where memory or threads have run out.
        if (!places.compareAndSet(place, State.NOBODY, State.BUSY)) {
            return false;
        }
        boolean made = false;
        try {
            Thread thread = new Thread(null, () -> work(place), "jconv2d-helper-" + place, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            threads[place] = thread;
            places.set(place, job);
            thread.start();
            made = true;
        } catch (OutOfMemoryError e) {
            // The caller does the work alone.
        } finally {
            if (!made) {
                places.set(place, State.NOBODY);
            }
        }
        return made;
    }

    /** Takes a job back from all who have not begun it. */
    void cancel(Runnable job) {
        for (int i = 0; i < places.length(); i++) {
            if (places.get(i) == job && places.compareAndSet(i, job, State.LOOKING)) {
                // It may sleep still, if the caller's stack ended before it was woken.
                LockSupport.unpark(threads[i]);
            }
        }
    }

    private void work(int place) {
        while (true) {
            Runnable job = places.get(place);
            if (job == State.LOOKING) {
                job = lookOut(place);
                if (job == State.NOBODY) {
                    return;
                }
            }
            if (job != State.LOOKING && places.compareAndSet(place, job, State.BUSY)) {
                try {
                    job.run();
                } finally {
                    places.set(place, State.LOOKING);
                }
            }
        }
    }

    /** A job, or NOBODY where none came for long and the place is given up. */
    private Runnable lookOut(int place) {
        long begin = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS_A_CLOCK; i++) {
                Runnable job = places.get(place);
                if (job != State.LOOKING) {
                    return job;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - begin < LOOK_OUT_NANOS);
        if (!places.compareAndSet(place, State.LOOKING, State.ASLEEP)) {
            return places.get(place);
        }
        long end = System.nanoTime() + SLEEP_NANOS;
        while (places.get(place) == State.ASLEEP) {
            long left = end - System.nanoTime();
            if (left > 0) {
                Thread.interrupted(); // else it would not sleep
                LockSupport.parkNanos(this, left);
            } else if (places.compareAndSet(place, State.ASLEEP, State.NOBODY)) {
                return State.NOBODY;
            }
        }
        return places.get(place);
    }
}
