package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import dev.jconv2d.fuzz.BoundedRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads any bytes as an .npy file. */
public final class NpyFuzz {
    /** A tensor has up to four times the file's bytes; both chunks and the header besides. */
    public static final BoundedRead.Bound BOUND = new BoundedRead.Bound(2 << 20, 16);

    private static final Path FILE = BoundedRead.file("x.npy");

    private NpyFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        BoundedRead.of(FILE, bytes.length, BOUND, () -> {
            try (Tensor tensor = Npy.read(FILE)) {
                if (tensor.shape().length > 64) {
                    throw new AssertionError("rank " + tensor.shape().length);
                }
            }
        });
    }
}
