package dev.jconv2d.cli.verify;

import dev.jconv2d.HW;
import dev.jconv2d.io.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    static List<Refusal> read(String shownName, String text) throws FormatException {
        List<Refusal> refusals = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            List<String> columns = List.of(lines[i].split("\t", -1));
            try {
                if (i == 0) {
                    CaseFile.require(
                            columns.size() >= HEADER.size()
                                    && columns.subList(0, HEADER.size()).equals(HEADER),
                            "the header must start with the columns " + String.join(", ", HEADER));
                } else if (!lines[i].isBlank()) {
                    CaseFile.require(columns.size() >= HEADER.size(), "has only " + columns.size() + " columns");
                    refusals.add(refusal(i + 1, columns));
                }
            } catch (IllegalArgumentException e) {
                throw new FormatException(shownName + ":" + (i + 1), String.valueOf(e.getMessage()));
            }
        }
        if (refusals.isEmpty()) {
            throw new FormatException(shownName, "holds no calls");
        }
        return refusals;
    }

    /** Reads a file of the user's. */
    static List<Refusal> read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FormatException(file, "is a directory");
        }
        return read(file.toString(), CaseFile.text(Files.readAllBytes(file)));
    }

    private static Refusal refusal(int line, List<String> columns) {
        String padding = column(columns, "padding");
        String bias = column(columns, "b_shape");
        CaseFile.require(
                column(columns, "bias").equals(bias.equals("-") ? "0" : "1"),
                "bias = \"" + column(columns, "bias") + "\" does not fit b_shape = \"" + bias + "\"");
        return new Refusal(
                "line" + line + "." + column(columns, "mutation"),
                CaseParser.ints("in", column(columns, "in"), 1)[0],
                CaseParser.ints("out", column(columns, "out"), 1)[0],
                pair(columns, "kernel"),
                pair(columns, "stride"),
                padding(padding),
                padding,
                pair(columns, "dilation"),
                CaseParser.ints("groups", column(columns, "groups"), 1)[0],
                column(columns, "padding_mode"),
                shape(column(columns, "x_shape")),
                shape(column(columns, "w_shape")),
                bias.equals("-") ? null : shape(bias));
    }

    /** A pair, or one number for both axes; null for a name. */
    private static @Nullable HW padding(String text) {
        if (text.contains(",")) {
            int[] pair = CaseParser.ints("padding", text, 2);
            return new HW(pair[0], pair[1]);
        }
        return text.matches("-?\\d+") ? HW.of(Integer.parseInt(text)) : null;
    }

    private static String column(List<String> columns, String name) {
        return columns.get(HEADER.indexOf(name)).strip();
    }

    private static HW pair(List<String> columns, String name) {
        int[] pair = CaseParser.ints(name, column(columns, name), 2);
        return new HW(pair[0], pair[1]);
    }

    private static long[] shape(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
