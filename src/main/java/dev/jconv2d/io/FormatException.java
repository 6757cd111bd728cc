package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.io.IOException;

/**
 * A file is damaged, lies about its contents, or holds what this library does not read.
 *
 * <p>The message may be printed and logged as it is, whoever made the file: it is one line, escapes stand for characters that a
 * terminal would obey, and behind the file's name it has some 500 characters at most.
 */
public final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** Room for a rule and what was found instead. */
    private static final int LONGEST = 500;

    /** As long as systems let a path be. */
    private static final int LONGEST_NAME = 4096;

    /**
     * Used by the readers.
     *
     * @param file what messages call the file
     * @param problem what is wrong: the value found, and the rule
     */
    public FormatException(Object file, String problem) {
        super(message(file, problem));
    }

    FormatException(Object file, String problem, Throwable cause) {
        super(message(file, problem), cause);
    }

    private static String message(Object file, String problem) {
        return Quoted.line(file.toString(), LONGEST_NAME) + ": " + Quoted.line(problem, LONGEST);
    }
}
