package dev.jconv2d.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that others see either what was there before or all of the new contents. */
public final class AtomicFile {
    private static final String PREFIX = ".jconv2d-";
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    /** What is to be written. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes the contents beside the file and moves them into place. A link is followed, so that its target is replaced
     * and not the link. What is no regular file, such as {@code /dev/stdout}, cannot be replaced and is written
     * directly.
     *
     * @throws IOException if that fails; the file is then as it was, and nothing is left beside it
     */
    public static void write(Path file, Content content) throws IOException {
        NoDirectory.require(file);
        if (!Files.exists(file)) {
            replace(file.toAbsolutePath(), content);
        } else if (Files.isRegularFile(file)) {
            replace(file.toRealPath(), content);
        } else {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
        }
    }

    /**
     * Writes the contents beside what has this name, be it a link, and puts them into its place.
     *
     * @throws IOException if that fails, as it does for a directory; the name then means what it did, and nothing is left beside it
     */
    public static void replace(Path target, Content content) throws IOException {
        Path temporary = target.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
        try {
            fill(target, temporary, content);
            move(temporary, target);
        } catch (IOException | RuntimeException | Error e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static void fill(Path target, Path temporary, Content content) throws IOException {
        // Not Files.createTempFile, whose files only their owner can read.
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            // Without it, a crash after the move could leave the new name on an empty file.
            channel.force(true);
        } catch (NoSuchFileException e) {
            NoSuchFileException named =
                    new NoSuchFileException(target.toString(), null, "its directory does not exist");
            named.initCause(e);
            throw named;
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Deletes what writers that were killed have left in a folder. For who knows that nobody is writing there.
     *
     * @throws IOException if something cannot be deleted
     */
    public static void deleteLeftovers(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
                for (Path leftover : leftovers) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }
}
