package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import dev.jconv2d.fuzz.BoundedRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads any bytes as a safetensors file, and each tensor in it. */
public final class SafeTensorsFuzz {
    /** Entries are small objects for some ten bytes of header each; reading one needs a chunk. */
    public static final BoundedRead.Bound BOUND = new BoundedRead.Bound(8 << 20, 64);

    private static final Path FILE = BoundedRead.file("x.safetensors");

    /** Each is read through a chunk of its own. */
    private static final int MOST_TENSORS = 16;

    private SafeTensorsFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        BoundedRead.of(FILE, bytes.length, BOUND, () -> {
            SafeTensors tensors = SafeTensors.open(FILE);
            int count = 0;
            for (String name : tensors.names()) {
                if (count++ == MOST_TENSORS) {
                    break;
                }
                get(tensors, name);
            }
        });
    }

    private static void get(SafeTensors tensors, String name) throws IOException {
        long[] shape = tensors.shape(name);
        try (Tensor tensor = tensors.get(name)) {
            if (!java.util.Arrays.equals(shape, tensor.shape())) {
                throw new AssertionError("another shape");
            }
        } catch (FormatException e) {
            BoundedRead.requirePlain(e.getMessage()); // of another dtype, perhaps; the next may be better
        }
    }
}
