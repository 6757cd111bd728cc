package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import dev.jconv2d.fuzz.BoundedRead;
import java.io.ByteArrayInputStream;

/** What PNG and JPEG have in common. */
final class PictureRead {
    /** A million pixels whatever the file; then as many as PNG can pack, of four floats each. */
    static final BoundedRead.Bound BOUND = new BoundedRead.Bound(40 << 20, 20 << 10);

    private PictureRead() {}

    static void of(byte[] bytes) {
        BoundedRead.of("picture", bytes.length, BOUND, () -> {
            int channels = 1 + bytes.length % 3;
            try (Tensor tensor =
                    Images.read(new ByteArrayInputStream(bytes), "picture", channels == 2 ? 4 : channels)) {
                if (tensor.numel() == 0) {
                    throw new AssertionError("an empty picture");
                }
            }
        });
    }
}
