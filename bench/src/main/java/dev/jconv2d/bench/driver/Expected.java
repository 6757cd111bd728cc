package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.reference.ReferenceKernel;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The reference kernel's output in a file, so that it is computed once for all engines. */
public final class Expected {
    private final Path file;
    private final double tolerance;

    Expected(Path file, double tolerance) {
        this.file = file;
        this.tolerance = tolerance;
    }

    /** Computes the output of a layer and writes it to a file. */
    public static Expected write(Path file, LayerData data) throws IOException {
        Geometry problem = data.problem();
        Storage input = Storage.allocate((long) Float.BYTES * problem.inputElements());
        input.floats().put(0, data.input());
        Storage output = Storage.allocate((long) Float.BYTES * problem.outputElements());
        new ReferenceKernel(
                        problem,
                        new Parameters(data.weight(), data.bias()),
                        Runtime.getRuntime().availableProcessors(),
                        "")
                .execute(input, output);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            // Storage may be longer than what was asked for.
            channel.write(output.bytes().limit(Float.BYTES * problem.outputElements()));
        }
        return new Expected(file, tolerance(data.layer().taps()));
    }

    /**
     * What another order of summing may change: the bound of the README with every product as large as values in ±1 can make
     * it. Lower precision, or a tap too many or too few, is far beyond it.
     */
    private static double tolerance(int taps) {
        return 4 * 0x1p-24 * (Math.sqrt(taps) + 4) * (taps + 1);
    }

    Path file() {
        return file;
    }

    double tolerance() {
        return tolerance;
    }

    /** What is wrong with an output, or null. */
    public @Nullable String difference(float[] output) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            FloatBuffer expected = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            if (expected.remaining() != output.length) {
                return "has " + output.length + " values instead of " + expected.remaining();
            }
            for (int i = 0; i < output.length; i++) {
                // Not "more than": a NaN is never within.
                if (!(Math.abs((double) output[i] - expected.get(i)) <= tolerance)) {
                    return "value " + i + " is " + output[i] + " instead of " + expected.get(i);
                }
            }
            return null;
        }
    }
}
