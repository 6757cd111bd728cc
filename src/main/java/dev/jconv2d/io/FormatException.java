package dev.jconv2d.io;

import java.io.IOException;

/** A file is damaged, lies about its contents, or holds what this library does not read. */
public final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Used by the readers.
     *
     * @param file what messages call the file
     * @param problem what is wrong: the value found, and the rule
     */
    public FormatException(Object file, String problem) {
        super(file + ": " + problem);
    }

    FormatException(Object file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
