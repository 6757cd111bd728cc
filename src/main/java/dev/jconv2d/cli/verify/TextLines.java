package dev.jconv2d.cli.verify;

import dev.jconv2d.io.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a text, whoever wrote it: so long at most, and each so long. */
final class TextLines {
    /** Ten thousands of cases. All of a text is in memory at once. */
    static final int MAX_BYTES = 16 << 20;

    /** Far beyond what a case or a call can have to say. */
    static final int MAX_LINE = 10_000;

    private TextLines() {}

    /** Takes a line; what is thrown is told with the line's number. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes the next line.
         *
         * @throws IllegalArgumentException with the rule that the line breaks
         */
        void take(int number, String line) throws IOException;
    }

    /**
     * A file's text.
     *
     * @throws FormatException if it is no regular file or too long
     */
    static String read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // To open a pipe may wait for ever, and a device may have no end.
            throw new FormatException(file, "must be a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new FormatException(file, "is too long: must have at most " + MAX_BYTES + " bytes");
            }
            return text(bytes);
        }
    }

    /** UTF-8, without the mark that some editors put in front. */
    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /**
     * Hands on each line.
     *
     * @param shownName what messages call the text
     * @throws FormatException for a line that is too long or that the taker refuses; it tells which
     */
    static void forEach(String shownName, String text, Taker taker) throws IOException {
        BufferedReader lines = new BufferedReader(new StringReader(text));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                Field.require(
                        line.length() <= MAX_LINE, "has " + line.length() + " characters: must be at most " + MAX_LINE);
                taker.take(number, line);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new FormatException(shownName + ":" + number, String.valueOf(e.getMessage()));
            }
        }
    }
}
