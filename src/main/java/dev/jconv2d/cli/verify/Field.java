package dev.jconv2d.cli.verify;

import java.util.Arrays;

/** Reads what stands in a line. Throws IllegalArgumentException with field, value and rule, whose value may be any text still. */
final class Field {
    /** Of a wrong text, as much as tells which it is. */
    private static final int SHOWN = 60;

    private static final int LONGEST_NAME = 200;

    private Field() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** A field and its text, as far as a message wants it. */
    static String of(String field, String text) {
        return field + " = \"" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "\"";
    }

    /** A name that may be printed as it is. */
    static String name(String field, String text) {
        boolean plain = text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        });
        require(
                plain && text.length() <= LONGEST_NAME,
                of(field, text) + ": must have at most " + LONGEST_NAME
                        + " characters, and none that controls a terminal");
        return text;
    }

    static long whole(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(of(field, text) + ": must be a whole number", e);
        }
    }

    /** Whole numbers with commas. */
    static long[] wholes(String field, String text) {
        return Arrays.stream(text.split(",", -1))
                .mapToLong(number -> whole(field, number.strip()))
                .toArray();
    }

    /** So many numbers with commas. */
    static int[] ints(String field, String text, int count) {
        String rule = of(field, text) + ": must be " + count + (count == 1 ? " number" : " numbers");
        try {
            int[] values = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .mapToInt(Integer::parseInt)
                    .toArray();
            require(values.length == count, rule);
            return values;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }
}
