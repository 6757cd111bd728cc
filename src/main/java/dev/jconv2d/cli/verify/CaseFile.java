package dev.jconv2d.cli.verify;

import static dev.jconv2d.cli.verify.Field.require;

import dev.jconv2d.io.FormatException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads golden cases: lines of text, and a file of raw little-endian floats beside it, whose length and hash are checked. Both
 * are bounded ({@link TextLines}, {@link DataFile}), tensors are views of the data, and what it takes to run the cases is known when
 * they have been read.
 */
final class CaseFile {
    /** Of all cases together, in products and floats, minutes of the reference kernel: all layers of ResNet-50 have 4e9 for each image. */
    static final double MAX_WORK = 1e11;

    private final String name;
    private final DataFile.Source source;
    private final List<Case> cases = new ArrayList<>();
    private @Nullable FloatBuffer data;
    private long expectedCount = -1;
    private double work;
    private boolean started;
    private @Nullable CaseParser open;

    private CaseFile(String name, DataFile.Source source) {
        this.name = name;
        this.source = source;
    }

    /**
     * Reads a file of the user's.
     *
     * @throws FormatException if it is damaged, holds no cases, or asks for too much; the message tells file and line
     */
    static List<Case> read(Path file) throws IOException {
        return read(file.toString(), TextLines.read(file), DataFile.beside(file));
    }

    /** Reads the cases of a text under the name that messages use. */
    static List<Case> read(String shownName, String text, DataFile.Source source) throws IOException {
        CaseFile file = new CaseFile(shownName, source);
        TextLines.forEach(shownName, text, (number, written) -> {
            String line = written.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                file.line(line.split("\\s+", 2)[0], line);
            }
        });
        return file.finish();
    }

    private void line(String key, String line) throws IOException {
        String value = line.substring(key.length()).strip();
        if (!started) {
            require(line.equals("convcases 1"), "must start with \"convcases 1\"");
            started = true;
        } else if (open != null) {
            if (key.equals("end")) {
                add(open.build());
                open = null;
            } else {
                require(!key.equals("case"), "case before the end of the last one");
                open.line(key, value);
            }
        } else {
            switch (key) {
                case "data" -> {
                    require(data == null, "data comes twice");
                    data = DataFile.read(value.split("\\s+"), source);
                }
                case "count" -> {
                    require(expectedCount < 0, "count comes twice");
                    expectedCount = Field.whole("count", value);
                    require(expectedCount >= 0, Field.of("count", value) + ": must not be negative");
                }
                case "case" -> {
                    FloatBuffer floats = data;
                    if (floats == null) {
                        throw new IllegalArgumentException("case before the data line");
                    }
                    open = new CaseParser(Field.name("case", value), floats);
                }
                default -> require(!key.equals("end"), "end without a case"); // unknown keys are skipped
            }
        }
    }

    private void add(Case task) {
        work += task.work();
        require(
                work <= MAX_WORK,
                "case " + task.name() + " makes it more than " + MAX_WORK
                        + " products and floats, the most that a file may ask for");
        cases.add(task);
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
}
