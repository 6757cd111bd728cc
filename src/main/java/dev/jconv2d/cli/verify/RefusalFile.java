package dev.jconv2d.cli.verify;

import static dev.jconv2d.cli.verify.Field.require;

import dev.jconv2d.HW;
import dev.jconv2d.io.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads calls that must be refused: tab-separated, a header line, a call a line. Columns behind those it knows are skipped. */
final class RefusalFile {
    private static final List<String> HEADER = List.of(
            "mutation",
            "in",
            "out",
            "kernel",
            "stride",
            "padding",
            "dilation",
            "groups",
            "padding_mode",
            "bias",
            "x_shape",
            "w_shape",
            "b_shape");

    private RefusalFile() {}

    /**
     * Reads a file's text.
     *
     * @param shownName what messages call the file
     * @throws FormatException if it is damaged or holds no calls; the message tells file and line
     */
    static List<Refusal> read(String shownName, String text) throws IOException {
        List<Refusal> refusals = new ArrayList<>();
        boolean[] started = {false};
        Refusal.Work work = new Refusal.Work(CaseFile.MAX_WORK);
        TextLines.forEach(shownName, text, (number, line) -> {
            List<String> columns = List.of(line.split("\t", -1));
            if (!started[0]) {
                require(
                        columns.size() >= HEADER.size()
                                && columns.subList(0, HEADER.size()).equals(HEADER),
                        "the header must start with the columns " + String.join(", ", HEADER));
                started[0] = true;
            } else if (!line.isBlank()) {
                require(columns.size() >= HEADER.size(), "has only " + columns.size() + " columns");
                refusals.add(refusal(number, columns, work));
            }
        });
        if (refusals.isEmpty()) {
            throw new FormatException(shownName, "holds no calls");
        }
        return refusals;
    }

    /** Reads a file of the user's, which {@link TextLines} bounds. */
    static List<Refusal> read(Path file) throws IOException {
        return read(file.toString(), TextLines.read(file));
    }

    private static Refusal refusal(int line, List<String> columns, Refusal.Work work) {
        String padding = column(columns, "padding");
        String bias = column(columns, "b_shape");
        require(
                column(columns, "bias").equals(bias.equals("-") ? "0" : "1"),
                Field.of("bias", column(columns, "bias")) + " does not fit " + Field.of("b_shape", bias));
        return new Refusal(
                "line" + line + "." + Field.name("mutation", column(columns, "mutation")),
                Field.ints("in", column(columns, "in"), 1)[0],
                Field.ints("out", column(columns, "out"), 1)[0],
                pair(columns, "kernel"),
                pair(columns, "stride"),
                padding(padding),
                padding,
                pair(columns, "dilation"),
                Field.ints("groups", column(columns, "groups"), 1)[0],
                column(columns, "padding_mode"),
                Field.wholes("x_shape", column(columns, "x_shape")),
                Field.wholes("w_shape", column(columns, "w_shape")),
                bias.equals("-") ? null : Field.wholes("b_shape", bias),
                work);
    }

    /** A pair, or one number for both axes; null for a name. */
    private static @Nullable HW padding(String text) {
        if (text.contains(",")) {
            int[] pair = Field.ints("padding", text, 2);
            return new HW(pair[0], pair[1]);
        }
        return text.matches("-?\\d+") ? HW.of(Field.ints("padding", text, 1)[0]) : null;
    }

    private static String column(List<String> columns, String name) {
        return columns.get(HEADER.indexOf(name)).strip();
    }

    private static HW pair(List<String> columns, String name) {
        int[] pair = Field.ints(name, column(columns, name), 2);
        return new HW(pair[0], pair[1]);
    }
}
