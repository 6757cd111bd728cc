package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** Native code against plain Java on one layer of ResNet-50, in turns, so that the machine's drift hits both alike. */
final class SpeedComparison {
    private static final long[] INPUT = {1, 64, 56, 56};
    private static final int ROUNDS = 7;
    /** Native runs in each round, for one is over before the clock has settled. */
    private static final int NATIVE_RUNS = 20;

    private static final int JAVA_RUNS = 5;

    /** Calls of plain Java before the first that counts: some tenths of a second, in which the JIT compiler compiles it. */
    private static final int COMPILED_AFTER = 60;
    /** What two orders of summing 576 products of values below one may differ by. */
    private static final double LARGEST_DIFFERENCE = 1e-3;

    private final PrintWriter out;
    private final PrintWriter progress;

    SpeedComparison(PrintWriter out, PrintWriter progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Measures and prints; false if the backends disagree. */
    boolean show() {
        Tensor input = random(1, INPUT);
        Tensor weight = random(2, 64, 64, 3, 3);
        boolean hasNative = BackendStatus.of(Backend.ONEDNN).available();
        try (Conv2d plain = layer(weight, Backend.JAVA);
                Conv2d fast = layer(weight, hasNative ? Backend.ONEDNN : Backend.JAVA)) {
            out.println("4. A layer of ResNet-50: " + plain + " on " + input);
            out.println("   (plain Java: " + BackendStatus.of(Backend.JAVA).reason() + ";");
            out.println("   other load on the machine slows oneDNN's threads most)");
            progress.println("measuring, " + ROUNDS + " rounds ...");
            progress.flush();
            Tensor plainOutput = plain.forward(input);
            Tensor fastOutput = fast.forward(input);
            seconds(plain, input, plainOutput, COMPILED_AFTER);
            double[] plainTimes = new double[ROUNDS];
            double[] fastTimes = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                plainTimes[round] = seconds(plain, input, plainOutput, JAVA_RUNS);
                if (hasNative) {
                    fastTimes[round] = seconds(fast, input, fastOutput, NATIVE_RUNS);
                }
            }
            line("plain Java", plainTimes);
            if (!hasNative) {
                out.println("   oneDNN      not available here");
                return true;
            }
            line("oneDNN", fastTimes);
            double difference = largestDifference(plainOutput.toArray(), fastOutput.toArray());
            out.println(String.format(
                    Locale.ROOT,
                    "   oneDNN takes 1/%.1f of the time; largest difference %.1e, outputs up to %.1f",
                    median(plainTimes) / median(fastTimes),
                    difference,
                    largestDifference(plainOutput.toArray(), new float[plainOutput.numel()])));
            return difference <= LARGEST_DIFFERENCE;
        }
    }

    private static Conv2d layer(Tensor weight, Backend backend) {
        return Conv2d.builder(64, 64, 3)
                .padding(1)
                .bias(false)
                .weight(weight)
                .backend(backend)
                .build();
    }

    private static Tensor random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.numel(); i++) {
            tensor.buffer().put(i, (float) random.nextDouble(-1, 1));
        }
        return tensor;
    }

    private static double seconds(Conv2d layer, Tensor input, Tensor output, int runs) {
        long start = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            layer.forward(input, output);
        }
        return (System.nanoTime() - start) / 1e9 / runs;
    }

    private void line(String name, double[] times) {
        double operations = 2.0 * 64 * 64 * 9 * 56 * 56;
        out.println(String.format(
                Locale.ROOT,
                "   %-11s %8.2f ms a call (median of %d rounds, %.2f to %.2f), %6.1f GFLOP/s, %7.1f images/s",
                name,
                1e3 * median(times),
                ROUNDS,
                1e3 * Arrays.stream(times).min().orElseThrow(),
                1e3 * Arrays.stream(times).max().orElseThrow(),
                operations / median(times) / 1e9,
                1 / median(times)));
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }
}
