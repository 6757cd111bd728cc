package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlanCacheTest {
    private static final Conv2dOptions OPTIONS =
            new Conv2dOptions(1, 1, HW.of(1), HW.of(1), Padding.of(0), HW.of(1), 1, false, PaddingMode.ZEROS);
    private static final long BYTES = 100;

    private final Queue<FakeKernel> made = new ConcurrentLinkedQueue<>();

    /** Counts its closes, and notices runs after them. */
    private static final class FakeKernel implements Kernel {
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger workspaces = new AtomicInteger();
        final AtomicInteger workspacesClosed = new AtomicInteger();
        volatile Runnable running = () -> {};
        final long bytes;

        FakeKernel(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public Workspace newWorkspace() {
            workspaces.incrementAndGet();
            return new Workspace() {
                @Override
                public void run(Storage input, Storage residual, Storage output) {
                    running.run();
                    assertEquals(0, closed.get(), "runs after its close");
                }

                @Override
                public void close() {
                    assertEquals(0, closed.get(), "closed after its kernel");
                    workspacesClosed.incrementAndGet();
                }
            };
        }

        @Override
        public Choice choice() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long heldBytes() {
            return bytes;
        }

        @Override
        public long workspaceBytes() {
            return 0;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private PlanCache cache(int entries, long bytes) {
        return new PlanCache(
                (problem, parameters) -> {
                    // The width tells the size: problem(5) holds 100 bytes, problem(1000) holds 1000.
                    FakeKernel kernel = new FakeKernel(
                            Math.max(BYTES, problem.geometry().width().in()));
                    made.add(kernel);
                    return kernel;
                },
                new Parameters(new float[1], null, PostOps.NONE),
                entries,
                bytes);
    }

    private static Problem problem(int width) {
        return new Problem(Geometry.of(OPTIONS, 1, 1, 1, width), MemoryFormat.CONTIGUOUS, MemoryFormat.CHANNELS_LAST);
    }

    private static void use(PlanCache cache, int width) {
        Plan found = cache.find(new long[] {1, 1, width}, MemoryFormat.CONTIGUOUS, MemoryFormat.CHANNELS_LAST);
        if (found == null || !found.run(null, null, null)) {
            Plan plan = cache.retain(problem(width));
            boolean ran = plan.run(null, null, null);
            plan.release();
            if (!ran) {
                cache.ensureOpen();
            }
        }
    }

    @Test
    void keepsPlans() {
        PlanCache cache = cache(10, 10_000);
        Plan first = cache.retain(problem(1));
        first.release();
        Plan again = cache.retain(problem(1));
        assertSame(first, again);
        again.release();
        assertEquals(1, made.size());
    }

    @Test
    void evictsTheLeastRecentlyUsedByEntries() {
        PlanCache cache = cache(3, 10_000);
        use(cache, 1);
        use(cache, 2);
        use(cache, 3);
        use(cache, 1);
        use(cache, 4);
        assertEquals(3, cache.entries());
        assertEquals(List.of(0, 1, 0, 0), closes(), "2 was used longest ago");
    }

    @Test
    void evictsByBytes() {
        PlanCache cache = cache(10, 3 * BYTES);
        for (int width = 1; width <= 5; width++) {
            use(cache, width);
        }
        assertEquals(3, cache.entries());
        assertEquals(3 * BYTES, cache.heldBytes());
        assertEquals(List.of(1, 1, 0, 0, 0), closes());
    }

    @Test
    void aPlanTooLargeByItselfIsUsedButDrivesOutNoOther() {
        PlanCache cache = cache(10, 3 * BYTES);
        use(cache, 1);
        use(cache, 2);
        use(cache, 1000);
        assertEquals(List.of(0, 0, 1), closes());
        assertEquals(2, cache.entries());
    }

    @Test
    void evictionWaitsForTheLastOwner() {
        PlanCache cache = cache(1, 10_000);
        Plan kept = cache.retain(problem(1));
        use(cache, 2);
        assertEquals(List.of(0, 0), closes());
        kept.release();
        assertEquals(List.of(1, 0), closes());
    }

    @Test
    void closeReleasesEachPlanOnceAndRefusesLaterUse() {
        PlanCache cache = cache(10, 10_000);
        use(cache, 1);
        use(cache, 2);
        cache.close();
        cache.close();
        cache.awaitRuns();
        assertEquals(List.of(1, 1), closes());
        assertThrows(IllegalStateException.class, () -> cache.retain(problem(1)));
        assertThrows(IllegalStateException.class, () -> cache.retain(problem(3)));
    }

    @Test
    void closeWaitsForRunsAndKeepsAnInterrupt() throws InterruptedException {
        PlanCache cache = cache(10, 10_000);
        use(cache, 1);
        Blocked run = block(cache);
        AtomicBoolean interruptKept = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            cache.close();
            cache.awaitRuns();
            interruptKept.set(Thread.currentThread().isInterrupted());
        });
        closer.start();
        closer.interrupt();
        closer.join(200);
        assertTrue(closer.isAlive(), "must wait");
        assertEquals(List.of(0), closes());
        run.end();
        closer.join();
        assertEquals(List.of(1), closes());
        assertTrue(interruptKept.get());
    }

    /** A run of the only plan, in a thread of its own. */
    private record Blocked(Thread thread, CountDownLatch mayEnd) {
        void end() throws InterruptedException {
            mayEnd.countDown();
            thread.join();
        }
    }

    private Blocked block(PlanCache cache) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        made.element().running = () -> {
            begun.countDown();
            Uninterruptibly.await(mayEnd::await);
        };
        Thread thread = new Thread(() -> use(cache, 1));
        thread.start();
        begun.await();
        return new Blocked(thread, mayEnd);
    }

    @Test
    void evictionUnderARunClosesWhenItEnds() throws InterruptedException {
        PlanCache cache = cache(1, 10_000);
        use(cache, 1);
        Blocked run = block(cache);
        use(cache, 2);
        assertEquals(List.of(0, 0), closes());
        run.end();
        assertEquals(List.of(1, 0), closes());
    }

    @Test
    void aPlanThatIsKeptOutlivesEvictionButNotTheCache() {
        PlanCache cache = cache(1, 10_000);
        Plan kept = cache.retain(problem(1));
        use(cache, 2);
        assertTrue(kept.run(null, null, null));
        cache.close();
        cache.awaitRuns();
        assertEquals(List.of(1, 1), closes());
        assertFalse(kept.run(null, null, null));
        kept.release();
        assertEquals(List.of(1, 1), closes());
    }

    @Test
    void aPlanThatIsKeptIsTakenBackAndNotMadeAgain() {
        PlanCache cache = cache(1, 10_000);
        Plan kept = cache.retain(problem(1));
        use(cache, 2);
        use(cache, 1);
        assertEquals(2, made.size());
        assertSame(kept, cache.find(new long[] {1, 1, 1}, MemoryFormat.CONTIGUOUS, MemoryFormat.CHANNELS_LAST));
        kept.release();
        use(cache, 1);
        assertEquals(List.of(0, 1), closes());
    }

    @Test
    void threadsOneAfterAnotherLeaveFewWorkspaces() throws InterruptedException {
        PlanCache cache = cache(10, 10_000);
        for (int i = 0; i < 100; i++) {
            Thread thread = new Thread(() -> use(cache, 1));
            thread.start();
            thread.join();
        }
        int most = Math.min(32, 8 * Runtime.getRuntime().availableProcessors());
        assertTrue(made.element().workspaces.get() < most, () -> made.element().workspaces + " workspaces");
    }

    @Test
    void aRunWithoutStackLeavesNoDeskTaken() throws InterruptedException {
        PlanCache cache = cache(10, 10_000);
        use(cache, 1);
        Thread deep = new Thread(null, () -> overflow(cache), "deep", 256 << 10);
        deep.start();
        deep.join();
        cache.close();
        cache.awaitRuns();
        assertEquals(List.of(1), closes());
    }

    /** Runs the plan at every depth on the way back from the end of the stack. */
    @SuppressWarnings("InfiniteRecursion")
    private static void overflow(PlanCache cache) {
        try {
            overflow(cache);
        } catch (StackOverflowError e) {
            // The end: from here on there is a little more stack at each level.
        }
        try {
            use(cache, 1);
        } catch (StackOverflowError e) {
            // Too deep still.
        }
    }

    @Test
    void moreRunsAtOnceThanDesksWorkAndEndWithTheCache() throws InterruptedException {
        PlanCache cache = cache(10, 10_000);
        use(cache, 1);
        FakeKernel kernel = made.element();
        CountDownLatch begun = new CountDownLatch(200);
        CountDownLatch mayEnd = new CountDownLatch(1);
        kernel.running = () -> {
            begun.countDown();
            Uninterruptibly.await(mayEnd::await);
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Thread thread = new Thread(() -> use(cache, 1));
            thread.start();
            threads.add(thread);
        }
        begun.await();
        cache.close();
        assertEquals(List.of(0), closes());
        mayEnd.countDown();
        cache.awaitRuns();
        assertEquals(List.of(1), closes());
        assertEquals(kernel.workspaces.get(), kernel.workspacesClosed.get());
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aFailureToMakeAPlanLeavesNothing() {
        AtomicInteger tries = new AtomicInteger();
        PlanCache cache = new PlanCache(
                (problem, parameters) -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("first");
                    }
                    return new FakeKernel(BYTES);
                },
                new Parameters(new float[1], null, PostOps.NONE),
                10,
                10_000);
        assertThrows(IllegalStateException.class, () -> cache.retain(problem(1)));
        assertEquals(0, cache.entries());
        use(cache, 1);
        assertEquals(1, cache.entries());
        cache.close();
        cache.awaitRuns();
    }

    @Test
    void whoWantsThePlanThatItIsMakingIsTold() {
        PlanCache[] cache = new PlanCache[1];
        List<String> refused = new ArrayList<>();
        cache[0] = new PlanCache(
                (problem, parameters) -> {
                    if (problem.equals(problem(1))) {
                        use(cache[0], 2); // another is no fault
                        refused.add(assertThrows(IllegalStateException.class, () -> cache[0].retain(problem(1)))
                                .getMessage());
                    }
                    return new FakeKernel(BYTES);
                },
                new Parameters(new float[1], null, PostOps.NONE),
                10,
                10_000);
        use(cache[0], 1);
        assertEquals(1, refused.size());
        assertTrue(refused.get(0).contains("while it is made on this thread"), refused::toString);
        assertEquals(2, cache[0].entries());
        cache[0].close();
        cache[0].awaitRuns();
    }

    @Test
    void oneOfManyThreadsMakesThePlan() throws InterruptedException {
        PlanCache cache = cache(10, 10_000);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                use(cache, 1);
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, made.size());
    }

    @Test
    void racesOfUseEvictionAndCloseReleaseEverythingOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            PlanCache cache = cache(2, 250);
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                SplittableRandom random = new SplittableRandom(Seed.value() + 31L * round + t);
                Thread thread = new Thread(() -> {
                    try {
                        for (int i = 0; i < 200; i++) {
                            use(cache, 1 + random.nextInt(6));
                        }
                    } catch (IllegalStateException e) {
                        // Closed: as it must be.
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            TimeUnit.MICROSECONDS.sleep(round * 5L);
            cache.close();
            cache.awaitRuns();
            List<Integer> atClose = closes();
            for (Thread thread : threads) {
                thread.join();
            }
            assertTrue(failures.isEmpty(), () -> "seed=" + Seed.value() + " " + failures);
            assertFalse(atClose.contains(0), "all released when close returns");
            assertTrue(closes().stream().allMatch(count -> count == 1), "seed=" + Seed.value());
            made.clear();
        }
    }

    private List<Integer> closes() {
        return made.stream().map(kernel -> kernel.closed.get()).toList();
    }
}
