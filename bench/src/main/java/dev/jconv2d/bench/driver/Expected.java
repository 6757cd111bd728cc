package dev.jconv2d.bench.driver;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
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
        int different = data.differentImages();
        Geometry problem = data.layer().spelling().geometry(different);
        ByteBuffer output = ByteBuffer.allocateDirect(Float.BYTES * problem.outputElements())
                .order(ByteOrder.nativeOrder());
        try (Conv2d conv = Conv2d.builder(data.layer().spelling().options())
                        .weight(data.weight())
                        .bias(data.bias())
                        .backend(Backend.REFERENCE)
                        .build();
                Tensor input = Tensor.of(data.differentInput(), problem.inputShape(4))) {
            conv.forward(input, Tensor.wrap(output, problem.outputShape(4)));
        }
        int imageBytes = output.capacity() / different;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int image = 0; image < data.problem().batch(); image++) {
                ByteBuffer bytes = output.slice(image % different * imageBytes, imageBytes);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
        return new Expected(file, tolerance(data.layer().taps()));
    }

    /**
     * What another order of summing, or Winograd's way, may change for values in ±1: many times the error that is usual in
     * float32, and far below that of inputs in half precision or bfloat16.
     */
    private static double tolerance(int taps) {
        return 8 * 0x1p-24 * (taps + 8);
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
