package dev.jconv2d.internal.files;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a file is wanted whose length is known and whose end comes: to open a pipe may wait for ever, and a device may have no end. */
public final class RegularFile {
    private RegularFile() {}

    /**
     * Lets a path pass that leads to a regular file, by links too, or to nothing.
     *
     * @throws FileSystemException if it is a directory, a pipe or a device
     */
    public static void require(Path file) throws FileSystemException {
        NoDirectory.require(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "must be a regular file");
        }
    }
}
