package dev.jconv2d.internal.files;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories are refused by name, because some systems would open one as a file. */
public final class NoDirectory {
    private NoDirectory() {}

    /**
     * Lets a path pass that is no directory, whether there is a file or not.
     *
     * @throws FileSystemException if it is one
     */
    public static void require(Path file) throws FileSystemException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
    }
}
