package dev.jconv2d.internal.files;

/** Text from a file as it may stand in a message: short, and without control characters that a terminal would obey. */
public final class Quoted {
    private static final int LONGEST = 120;

    private Quoted() {}

    /** The text in quotation marks. */
    public static String of(String text) {
        return '"' + plain(text) + '"';
    }

    /** The text by itself. */
    public static String plain(String text) {
        StringBuilder out = new StringBuilder();
        // By the length of what is written, where a character may be six.
        for (int i = 0; i < text.length() && out.length() <= LONGEST; i++) {
            char c = text.charAt(i);
            if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
                out.append(c);
            } else {
                escape(c, out);
            }
        }
        return cut(out, LONGEST);
    }

    /**
     * A message of our own, which may have parts that nobody has quoted: in one line, whatever there is in it.
     *
     * @param longest how many characters it may have; dots stand for what is cut off
     */
    public static String line(String message, int longest) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < message.length() && out.length() <= longest; ) {
            int c = message.codePointAt(i);
            if (isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                escape(c, out);
            }
            i += Character.charCount(c);
        }
        return cut(out, longest);
    }

    /** Whether it is no end of a line, nothing that a terminal obeys, and nothing that turns the direction of what follows. */
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static void escape(int c, StringBuilder out) {
        out.append(String.format("\\u%04x", c));
    }

    private static String cut(StringBuilder text, int longest) {
        if (text.length() <= longest) {
            return text.toString();
        }
        // Between the halves of a character, neither would be plain.
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "...";
    }
}
