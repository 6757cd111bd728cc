package dev.jconv2d.io;

import dev.jconv2d.internal.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Reads parts of a file piece by piece, so that a big file needs no big buffer besides the tensor that it becomes. */
final class Chunks {
    /** A multiple of every element's size, so that no element lies across two pieces. */
    static final int BYTES = 1 << 18;

    private Chunks() {}

    /**
     * Opens a file for reading.
     *
     * @throws FileSystemException if it is no regular file
     */
    static FileChannel open(Path file) throws IOException {
        RegularFile.require(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /**
     * Hands the bytes from a position on to the consumer, {@link #BYTES} at a time and fewer at the end. The consumer
     * gets the same buffer again and again.
     *
     * @throws FormatException if the file ends before
     */
    static void read(
            Path file, FileChannel channel, long position, long length, ByteOrder order, Consumer<ByteBuffer> consumer)
            throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocateDirect((int) Math.min(length, BYTES)).order(order);
        long end = position + length;
        for (long at = position; at < end; ) {
            chunk.clear().limit((int) Math.min(end - at, BYTES));
            while (chunk.hasRemaining()) {
                int count = channel.read(chunk, at);
                if (count < 0) {
                    throw new FormatException(
                            file, "ends at byte " + at + " while it is read: must have " + end + " bytes");
                }
                at += count;
            }
            consumer.accept(chunk.flip());
        }
    }

    /** Some bytes on the heap; the caller has bounded the length by the file's own. */
    static byte[] bytes(Path file, FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(file, channel, position, length, ByteOrder.LITTLE_ENDIAN, bytes::put);
        return bytes.array();
    }
}
