package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void doesEverythingOnce() {
        for (int threads = 1; threads <= 5; threads++) {
            AtomicIntegerArray done = new AtomicIntegerArray(1000);
            Parallel.forEach(1000, threads, done::incrementAndGet);
            for (int i = 0; i < 1000; i++) {
                assertEquals(1, done.get(i));
            }
        }
        Parallel.forEach(0, 4, i -> {
            throw new AssertionError();
        });
    }

    @Test
    void nothingRunsAnyMoreAfterAFailure() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            AtomicInteger running = new AtomicInteger();
            assertThrows(
                    IllegalStateException.class,
                    () -> Parallel.forEach(1000, 4, i -> {
                        running.incrementAndGet();
                        try {
                            if (i == 3) {
                                throw new IllegalStateException();
                            }
                            TimeUnit.MILLISECONDS.sleep(2);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        } finally {
                            running.decrementAndGet();
                        }
                    }));
            assertEquals(0, running.get());
        }
    }

    @Test
    void manyCallersShareTheHelpers() throws Exception {
        List<Thread> callers = new ArrayList<>();
        AtomicInteger wrong = new AtomicInteger();
        for (int caller = 0; caller < 8; caller++) {
            callers.add(new Thread(() -> {
                for (int round = 0; round < 2000; round++) {
                    long[] sums = new long[round % 40];
                    Parallel.forEach(sums.length, 1 + round % 8, i -> sums[i] += i + 1);
                    for (int i = 0; i < sums.length; i++) {
                        if (sums[i] != i + 1) {
                            wrong.incrementAndGet();
                        }
                    }
                }
            }));
        }
        for (Thread caller : callers) {
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(0, wrong.get());
    }

    @Test
    void helpersHelpWhetherTheyLookOutOrSleep() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        assumeTrue(cores > 1);
        for (int pause : new int[] {0, 1, 5, 20}) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            for (int round = 0; round < 50 && seen.size() < 2; round++) {
                TimeUnit.MILLISECONDS.sleep(pause);
                Parallel.forEach(8, 2, i -> {
                    seen.add(Thread.currentThread());
                    LockSupport.parkNanos(200_000);
                });
            }
            assertEquals(2, seen.size(), "after " + pause + " ms");
        }
    }

    @Test
    void aHelpersFailureIsTheCallers() {
        Thread caller = Thread.currentThread();
        for (int round = 0; round < 20; round++) {
            AtomicBoolean failed = new AtomicBoolean();
            try {
                Parallel.forEach(100, 2, i -> {
                    if (Thread.currentThread() != caller) {
                        failed.set(true);
                        throw new IllegalStateException("helper");
                    }
                    LockSupport.parkNanos(50_000);
                });
                assertFalse(failed.get(), "a failure is lost");
            } catch (IllegalStateException e) {
                assertEquals("helper", e.getMessage());
            }
        }
    }
}
