package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.files.AtomicFile;
import dev.jconv2d.internal.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** Files of wisdom. Jackson, which is optional, is touched when there is something to read or to write, not before. */
final class WisdomFile {
    private WisdomFile() {}

    /**
     * Reads a file.
     *
     * @return the entries, the oldest first
     * @throws NoSuchFileException if there is none
     * @throws FileSystemException if it cannot be opened; it names the file
     * @throws IOException if it is damaged, or there is no Jackson; the message does not name the file
     */
    static Map<WisdomKey, Learnt> read(Path file) throws IOException {
        RegularFile.require(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(WisdomRules.BYTES + 1);
        }
        if (bytes.length > WisdomRules.BYTES) {
            throw new IOException("is longer than " + (WisdomRules.BYTES >> 20) + " MB: no file of wisdom is");
        }
        try {
            return WisdomReader.parse(bytes);
        } catch (LinkageError e) {
            throw withoutJackson(e);
        }
    }

    /**
     * Replaces a file, as a whole or not at all.
     *
     * @return how many entries it has now
     * @throws IOException if it cannot be written, or there is no Jackson; the file is then as it was
     */
    static int write(Path file, Map<WisdomKey, Learnt> entries) throws IOException {
        int count;
        ByteBuffer bytes;
        try {
            Collection<byte[]> lines = WisdomWriter.lines(entries);
            count = lines.size();
            bytes = ByteBuffer.wrap(WisdomWriter.file(lines));
        } catch (LinkageError e) {
            throw withoutJackson(e);
        }
        AtomicFile.write(file, channel -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
        return count;
    }

    private static IOException withoutJackson(LinkageError cause) {
        return new IOException(
                "files of wisdom need com.fasterxml.jackson.core:jackson-core, 2.16 or later, on the class path",
                cause);
    }
}
