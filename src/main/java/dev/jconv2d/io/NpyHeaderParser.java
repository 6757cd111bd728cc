package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the Python dict in which an .npy file describes itself: these three keys, in any order, and nothing else. */
final class NpyHeaderParser {
    private static final char END = '\0';

    private final Object file;
    private final String text;
    private int position;

    private @Nullable NpyType type;
    private @Nullable Boolean fortranOrder;
    private long @Nullable [] shape;

    NpyHeaderParser(Object file, String text) {
        this.file = file;
        this.text = text;
    }

    NpyHeader parse() throws FormatException {
        expect('{');
        while (!accept('}')) {
            entry();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (peek() != END || position < text.length()) {
            throw unexpected("the end of the header");
        }
        if (type == null || fortranOrder == null || shape == null) {
            throw problem("must have the keys descr, fortran_order and shape, but lacks "
                    + (type == null ? "descr" : fortranOrder == null ? "fortran_order" : "shape"));
        }
        return new NpyHeader(type, fortranOrder, shape);
    }

    private void entry() throws FormatException {
        String key = string();
        expect(':');
        boolean repeated;
        switch (key) {
            case "descr" -> {
                repeated = type != null;
                type = type();
            }
            case "fortran_order" -> {
                repeated = fortranOrder != null;
                fortranOrder = bool();
            }
            case "shape" -> {
                repeated = shape != null;
                shape = tuple();
            }
            default -> throw problem("key " + Quoted.of(key) + ": must be one of descr, fortran_order and shape");
        }
        if (repeated) {
            throw problem("key " + Quoted.of(key) + " is there twice: must be there once");
        }
    }

    private NpyType type() throws FormatException {
        char next = peek();
        if (next == '[' || next == '(' || next == '{') {
            throw problem("descr is a structured dtype: must be one of " + NpyType.all());
        }
        String descr = string();
        NpyType found = NpyType.find(descr);
        if (found == null) {
            throw problem("descr = " + Quoted.of(descr) + ": must be one of " + NpyType.all());
        }
        return found;
    }

    private boolean bool() throws FormatException {
        peek();
        for (boolean value : new boolean[] {false, true}) {
            String name = value ? "True" : "False";
            if (text.startsWith(name, position)) {
                position += name.length();
                return value;
            }
        }
        throw unexpected("True or False");
    }

    /** {@code ()}, {@code (1,)}, {@code (1, 2)}, {@code (1, 2,)}; {@code (1)} is no tuple in Python. */
    private long[] tuple() throws FormatException {
        List<Long> sizes = new ArrayList<>();
        expect('(');
        while (!accept(')')) {
            if (sizes.size() == NpyHeader.MAX_RANK) {
                throw problem("shape has more than " + NpyHeader.MAX_RANK + " sizes");
            }
            sizes.add(size());
            if (!accept(',')) {
                if (sizes.size() == 1) {
                    throw unexpected("','");
                }
                expect(')');
                break;
            }
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long size() throws FormatException {
        char first = peek();
        if (first == '-') {
            throw problem("shape has a negative size: sizes must not be negative");
        }
        int begin = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == begin || (first == '0' && position > begin + 1)) {
            position = begin;
            throw unexpected("a whole number");
        }
        String digits = text.substring(begin, position);
        if (position < text.length() && text.charAt(position) == 'L') {
            // Python 2 wrote longs so, and NumPy still reads them.
            position++;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new FormatException(file, "header: size " + Quoted.plain(digits) + ": must be below 2^63", e);
        }
    }

    private String string() throws FormatException {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw unexpected("a string");
        }
        int end = text.indexOf(quote, position + 1);
        String content = end < 0 ? "\\" : text.substring(position + 1, end);
        if (content.indexOf('\\') >= 0 || content.indexOf('\n') >= 0) {
            throw unexpected("a string without escapes");
        }
        position = end + 1;
        return content;
    }

    private boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char wanted) throws FormatException {
        if (!accept(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    /** The next character that is not white space, or {@link #END}. */
    private char peek() {
        while (position < text.length() && " \t\n\r\f".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : END;
    }

    private FormatException unexpected(String wanted) {
        String found = position < text.length() ? Quoted.of(text.substring(position)) : "its end";
        return problem("found " + found + " at character " + position + ": must be " + wanted);
    }

    private FormatException problem(String problem) {
        return new FormatException(file, "header: " + problem);
    }
}
