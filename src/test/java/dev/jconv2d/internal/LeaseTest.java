package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final StoragePool pool = new StoragePool(1 << 20);
    private final Storage storage = pool.acquire(1000);
    private final Lease lease = new Lease(storage, pool);

    @Test
    void closingGivesTheMemoryBackOnce() {
        assertSame(storage, lease.acquire());
        lease.release();
        assertEquals(0, pool.held());
        lease.close();
        lease.close();
        assertEquals(storage.size(), pool.held());
        assertThrows(IllegalStateException.class, lease::acquire);
    }

    @Test
    void theLastUserOfAClosedLeaseGivesTheMemoryBack() {
        lease.acquire();
        lease.acquire();
        lease.close();
        lease.release();
        assertEquals(0, pool.held());
        lease.release();
        assertEquals(storage.size(), pool.held());
    }

    @Test
    void sharedMemoryIsNeverGivenBack() {
        lease.acquire();
        lease.share();
        lease.release();
        lease.close();
        assertEquals(0, pool.held());
    }

    @Test
    void racesOfUsersAndClosersGiveBackOnce() throws InterruptedException {
        for (int round = 0; round < 2000; round++) {
            Storage mine = pool.acquire(1000);
            long before = pool.held();
            Lease raced = new Lease(mine, pool);
            AtomicInteger using = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                boolean closes = i > 0;
                Thread thread = new Thread(() -> {
                    try {
                        if (closes) {
                            raced.close();
                        } else {
                            raced.acquire();
                            using.incrementAndGet();
                            raced.release();
                        }
                    } catch (IllegalStateException e) {
                        using.addAndGet(100);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertTrue(using.get() == 1 || using.get() == 100);
            assertEquals(before + mine.size(), pool.held());
        }
    }
}
