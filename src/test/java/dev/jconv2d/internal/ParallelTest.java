package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
}
