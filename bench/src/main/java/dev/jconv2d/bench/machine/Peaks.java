package dev.jconv2d.bench.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The two ceilings of a roofline, measured: multiply-adds on values in registers, and a copy larger than all caches. */
final class Peaks {
    private static final int ROUNDS = 60;
    /** Fits the first cache; long enough that the loop's start and end do not count. */
    private static final int VALUES = 4096;

    private static final int PASSES = 2048;
    private static final int CHAINED = 16;
    private static final int COPY_FLOATS = 32 << 20;

    private Peaks() {}

    /** float32 operations a second that threads reach together; a fused multiply-add is two. */
    static double flops(int threads) throws InterruptedException {
        return best(threads, 2.0 * CHAINED * VALUES * PASSES, () -> {
            float[] values = new float[VALUES];
            return () -> {
                for (int pass = 0; pass < PASSES; pass++) {
                    multiplyAdd(values, 0.5f, 1f);
                }
                return values[0];
            };
        });
    }

    /** Bytes a second that threads read and write together in copying. */
    static double copyBytes(int threads) throws InterruptedException {
        return best(threads, 2.0 * Float.BYTES * COPY_FLOATS / threads, () -> {
            float[] from = new float[COPY_FLOATS / threads];
            float[] to = new float[COPY_FLOATS / threads];
            return () -> {
                System.arraycopy(from, 0, to, 0, to.length);
                return to[0];
            };
        });
    }

    /** A loop that the compiler turns into vectors: many operations for each value that is loaded. */
    private static void multiplyAdd(float[] values, float m, float a) {
        for (int i = 0; i < values.length; i++) {
            float v = values[i];
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            v = Math.fma(v, m, a);
            values[i] = Math.fma(v, m, a);
        }
    }

    /** Work a second at best, of several rounds: a ceiling is what was reached once. */
    private static double best(int threads, double workOfEach, Callable<Callable<Float>> maker)
            throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier barrier = new CyclicBarrier(threads);
            List<Future<double[]>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(executor.submit(() -> {
                    Callable<Float> work = maker.call();
                    double[] seconds = new double[ROUNDS];
                    for (int round = 0; round < ROUNDS; round++) {
                        barrier.await();
                        long begin = System.nanoTime();
                        work.call();
                        seconds[round] = (System.nanoTime() - begin) / 1e9;
                    }
                    return seconds;
                }));
            }
            double[] rates = new double[ROUNDS];
            for (Future<double[]> one : all) {
                double[] seconds = one.get();
                for (int round = 0; round < ROUNDS; round++) {
                    rates[round] += workOfEach / seconds[round];
                }
            }
            return Arrays.stream(rates).max().orElseThrow();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }
}
