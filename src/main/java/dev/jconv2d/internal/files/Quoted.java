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
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > LONGEST ? out.append("...").toString() : out.toString();
    }
}
