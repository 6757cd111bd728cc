package dev.jconv2d.bench.driver;

import com.sun.management.ThreadMXBean;
import dev.jconv2d.bench.Convolution.Call;
import dev.jconv2d.bench.driver.Messages.Timed;
import dev.jconv2d.bench.results.Median;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls a layer from its callers' threads, all at once, and takes the time. The threads are kept, and so are the teams of
 * native threads that go with them.
 */
final class Turn implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Shorter samples would measure the clock. */
    private static final long SHORTEST_SAMPLE_NANOS = 20_000;

    private static final int MOST_SAMPLES = 4096;
    /** Calls before the first sample, if they are short. */
    private static final int WARM_CALLS = 10;

    /** A turn of long calls has at least so many, unless one call fills the turn twice over. */
    private static final int FEWEST_SAMPLES = 3;

    private final int callers;
    private final List<ExecutorService> threads = new ArrayList<>();

    Turn(int callers) {
        this.callers = callers;
        for (int i = 0; i < callers; i++) {
            threads.add(Executors.newSingleThreadExecutor());
        }
    }

    /**
     * Runs something on the first caller's thread. OpenMP keeps a team for each thread that has ever computed, and lets
     * none of them spin once they are more than the cores: layers are made by the thread that calls them.
     */
    <T> T onCaller(Callable<T> work) throws InterruptedException, ExecutionException {
        return threads.get(0).submit(work).get();
    }

    /**
     * Runs the calls, one for each caller, over and over.
     *
     * @param nanos how long; 0 for once
     * @return the time of one call; of several callers, the time by the calls that all have done together
     */
    Timed run(List<Call> calls, long nanos) throws InterruptedException, ExecutionException {
        double callsPerNano = 0;
        double heapBytes = 0;
        for (Timed turn : together(calls, call -> callers == 1 ? samples(call, nanos) : throughput(call, nanos))) {
            callsPerNano += 1 / turn.nanos();
            heapBytes = Math.max(heapBytes, turn.heapBytes());
        }
        return new Timed(1 / callsPerNano, heapBytes);
    }

    /** What a caller does with its call. */
    private interface Work {
        Timed with(Call call) throws Exception;
    }

    private List<Timed> together(List<Call> calls, Work work) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Future<Timed>> turns = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Call call = calls.get(i);
            turns.add(threads.get(i).submit(() -> {
                start.await();
                return work.with(call);
            }));
        }
        List<Timed> results = new ArrayList<>();
        for (Future<Timed> turn : turns) {
            results.add(turn.get());
        }
        return results;
    }

    /** Calls without taking the time, until the compiler has had its chance. */
    void warmUp(List<Call> calls, long nanos) throws InterruptedException, ExecutionException {
        together(calls, call -> {
            long begin = System.nanoTime();
            do {
                call.run();
            } while (System.nanoTime() - begin < nanos);
            return new Timed(0, 0);
        });
    }

    /** Calls until the time is over, all counted: what several callers get done between them, waiting included. */
    private static Timed throughput(Call call, long nanos) throws Exception {
        long heapBefore = allocated();
        long calls = 0;
        long begin = System.nanoTime();
        long now = begin;
        do {
            call.run();
            calls++;
            now = System.nanoTime();
        } while (now - begin < nanos);
        return new Timed((double) (now - begin) / calls, (double) (allocated() - heapBefore) / calls);
    }

    /** The median of samples, so that one stall does not count. */
    private static Timed samples(Call call, long nanos) throws Exception {
        double[] samples = new double[MOST_SAMPLES];
        long heapBefore = allocated();
        long begin = System.nanoTime();
        call.run();
        long now = System.nanoTime();
        if (now - begin > 2 * nanos) {
            // So long that cold caches do not count, and neither need a second one.
            return new Timed(now - begin, allocated() - heapBefore);
        }
        long size = (SHORTEST_SAMPLE_NANOS - 1) / shortest(call, nanos / 4) + 1;
        int count = 0;
        heapBefore = allocated();
        begin = System.nanoTime();
        now = begin;
        do {
            long before = now;
            for (long i = 0; i < size; i++) {
                call.run();
            }
            now = System.nanoTime();
            samples[count++] = (double) (now - before) / size;
        } while (count < MOST_SAMPLES && (now - begin < nanos || (count < FEWEST_SAMPLES && now - begin < 2 * nanos)));
        double heapBytes = (double) (allocated() - heapBefore) / ((double) size * count);
        return new Timed(Median.of(Arrays.copyOf(samples, count)), heapBytes);
    }

    /** A first estimate, which tells how many calls make a sample. */
    private static long shortest(Call call, long nanos) throws Exception {
        long begin = System.nanoTime();
        long now = begin;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i == 0 || (i < WARM_CALLS && now - begin < nanos); i++) {
            long before = now;
            call.run();
            now = System.nanoTime();
            shortest = Math.max(1, Math.min(shortest, now - before));
        }
        return shortest;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }
}
