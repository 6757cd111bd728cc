package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is the same, however the tensor that it is made of lies in memory. */
class RowMajorTest {
    @TempDir
    Path directory;

    private interface Writer {
        void write(Path file, Tensor tensor) throws IOException;
    }

    private static Tensor ramp(long... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.numel(); i++) {
            tensor.buffer().put(i, i / 64f);
        }
        return tensor;
    }

    private void assertSame(Writer writer, long... shape) throws IOException {
        Tensor tensor = ramp(shape);
        Path file = directory.resolve("contiguous");
        Path other = directory.resolve("channels_last");
        writer.write(file, tensor);
        writer.write(other, tensor.to(MemoryFormat.CHANNELS_LAST));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
    }

    @Test
    void arrays() throws IOException {
        assertSame(Npy::write, 2, 3, 4, 5);
        assertSame(Npy::write, 3, 4, 5);
    }

    @Test
    void pictures() throws IOException {
        assertSame(Images::writePng, 1, 3, 4, 5);
        assertSame(Images::writePng, 3, 4, 5);
    }

    @Test
    void sheets() throws IOException {
        assertSame((file, maps) -> ContactSheet.of(maps).write(file), 6, 4, 5);
        assertSame((file, maps) -> ContactSheet.of(maps).write(file), 1, 6, 4, 5);
    }
}
