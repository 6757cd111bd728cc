package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import dev.jconv2d.internal.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * NumPy's {@code .npy} files: one array each. Any number of threads may read and write; the last to write a file wins.
 */
public final class Npy {
    private Npy() {}

    /**
     * Reads an array as {@code numpy.save} writes it: format version 1.0, 2.0 or 3.0, dtype f4, f8, i4 or u1, little-
     * or big-endian, C or Fortran order. Values of f8 and i4 that are no float32 are rounded to nearest, ties to
     * even; f8 values beyond float32 become infinite. The file must be a regular one and exactly as long as its header says;
     * the header has at most 65536 bytes and 64 sizes. Besides the tensor, which has up to four times the file's bytes,
     * reading takes less than a megabyte.
     *
     * @param file the file
     * @return a new tensor of the array's shape, row-major whatever the file's order
     * @throws FormatException if the file is damaged, has another dtype, or holds more than a tensor can
     * @throws IOException if the file cannot be read
     */
    public static Tensor read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        try (FileChannel channel = Chunks.open(file)) {
            NpyHeader header = NpyHeader.read(file, channel);
            long[] shape = header.shape();
            Element element = header.type().element();
            long bytes = (long) element.bytes() * Sizes.tensorElements(file, "", shape);
            long begin = channel.position();
            if (channel.size() - begin != bytes) {
                throw new FormatException(
                        file,
                        "has " + (channel.size() - begin) + " bytes of data: shape " + Arrays.toString(shape)
                                + " needs exactly " + bytes);
            }
            Tensor tensor = Tensor.zeros(shape);
            FloatBuffer out = tensor.buffer();
            ByteOrder order = header.type().order();
            if (header.fortranOrder()) {
                FortranOrder places = new FortranOrder(shape);
                FloatBuffer values = FloatBuffer.allocate((int) Math.min(bytes, Chunks.BYTES) / element.bytes());
                Chunks.read(file, channel, begin, bytes, order, chunk -> {
                    element.decode(chunk, values.clear());
                    places.scatter(values.flip(), out);
                });
            } else {
                Chunks.read(file, channel, begin, bytes, order, chunk -> element.decode(chunk, out));
            }
            return tensor;
        }
    }

    /**
     * Writes a tensor as {@code numpy.save} does: format version 1.0, little-endian f4, C order. The file appears, or
     * is replaced, only once it is complete.
     *
     * @param file where to; its directory must be there
     * @param tensor what, of rank 64 at most; it must not be written to meanwhile
     * @throws IllegalArgumentException if the rank is larger
     * @throws IOException if the file cannot be written; one that was there before is then still there
     */
    public static void write(Path file, Tensor tensor) throws IOException {
        Objects.requireNonNull(file, "file");
        long[] shape = Objects.requireNonNull(tensor, "tensor").shape();
        if (shape.length > NpyHeader.MAX_RANK) {
            throw new IllegalArgumentException(
                    "tensor rank = " + shape.length + ": must be at most " + NpyHeader.MAX_RANK);
        }
        AtomicFile.write(file, channel -> {
            writeFully(channel, ByteBuffer.wrap(NpyHeader.encode(shape)));
            FloatBuffer values = RowMajor.of(tensor);
            ByteBuffer chunk = ByteBuffer.allocateDirect(Chunks.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (values.hasRemaining()) {
                int count = Math.min(values.remaining(), Chunks.BYTES / Float.BYTES);
                chunk.clear().limit(count * Float.BYTES);
                chunk.asFloatBuffer().put(values.slice(values.position(), count));
                values.position(values.position() + count);
                writeFully(channel, chunk);
            }
        });
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
