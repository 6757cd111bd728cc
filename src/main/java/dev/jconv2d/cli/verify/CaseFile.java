package dev.jconv2d.cli.verify;

import dev.jconv2d.io.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads golden cases: lines of text, and a file of raw little-endian floats beside it, whose length and hash are checked. */
final class CaseFile {
    private final String name;
    private final DataSource source;
    private final List<Case> cases = new ArrayList<>();
    private @Nullable FloatBuffer data;
    private long expectedCount = -1;
    private boolean started;
    private @Nullable CaseParser open;

    private CaseFile(String name, DataSource source) {
        this.name = name;
        this.source = source;
    }

    /** Where the files lie. */
    @FunctionalInterface
    interface DataSource {
        byte[] read(String fileName) throws IOException;
    }

    /**
     * Reads a file of the user's.
     *
     * @throws FormatException if it is damaged, or holds no cases; the message tells file and line
     */
    static List<Case> read(Path file) throws IOException {
        Path name = file.getFileName();
        if (name == null || Files.isDirectory(file)) {
            throw new FormatException(file, "is not a .cases file");
        }
        return read(file.toString(), name.toString(), sibling -> Files.readAllBytes(file.resolveSibling(sibling)));
    }

    /** Reads the cases of a source under the name that messages use. */
    static List<Case> read(String shownName, String fileName, DataSource source) throws IOException {
        CaseFile file = new CaseFile(shownName, source);
        String[] lines = text(source.read(fileName)).split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            try {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    file.line(line.split("\\s+", 2)[0], line);
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new FormatException(shownName + ":" + (i + 1), String.valueOf(e.getMessage()));
            }
        }
        return file.finish();
    }

    /** UTF-8, without the mark that some editors put in front. */
    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void line(String key, String line) throws IOException {
        String value = line.substring(key.length()).strip();
        if (!started) {
            require(line.equals("convcases 1"), "must start with \"convcases 1\"");
            started = true;
        } else if (open != null) {
            if (key.equals("end")) {
                cases.add(open.build());
                open = null;
            } else {
                require(!key.equals("case"), "case before the end of the last one");
                open.line(key, value);
            }
        } else {
            switch (key) {
                case "data" -> data = readData(value.split("\\s+"));
                case "count" -> expectedCount = Long.parseLong(value);
                case "case" -> {
                    FloatBuffer floats = data;
                    if (floats == null) {
                        throw new IllegalArgumentException("case before the data line");
                    }
                    open = new CaseParser(value, floats);
                }
                default -> require(!key.equals("end"), "end without a case"); // unknown keys are skipped
            }
        }
    }

    private FloatBuffer readData(String[] words) throws IOException {
        require(words.length == 4 && words[2].equals("sha256"), "data must be FILE BYTES sha256 HEX");
        require(
                Path.of(words[0]).getNameCount() == 1
                        && !words[0].contains("/")
                        && !words[0].contains("..")
                        && !words[0].contains("\\"),
                "data file \"" + words[0] + "\" must lie beside the .cases file");
        byte[] bytes = source.read(words[0]);
        require(
                bytes.length == Long.parseLong(words[1]),
                words[0] + " has " + bytes.length + " bytes, not " + words[1]);
        String hash = HexFormat.of().formatHex(sha256().digest(bytes));
        require(hash.equalsIgnoreCase(words[3]), words[0] + " has the sha256 " + hash + ", not " + words[3]);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private List<Case> finish() throws FormatException {
        String wrong = !started
                ? "empty"
                : open != null
                        ? "the last case has no end"
                        : cases.isEmpty()
                                ? "holds no cases"
                                : expectedCount >= 0 && expectedCount != cases.size()
                                        ? "count says " + expectedCount + ", but the file holds " + cases.size()
                                        : "";
        if (!wrong.isEmpty()) {
            throw new FormatException(name, wrong);
        }
        return cases;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
