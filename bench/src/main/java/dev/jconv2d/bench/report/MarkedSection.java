package dev.jconv2d.bench.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a text between two markers, the first of which names a file: what stands there is generated. */
final class MarkedSection {
    private static final Pattern SECTION =
            Pattern.compile("<!-- bench:begin(?: +(\\S+))? -->\\R(.*?)<!-- bench:end -->", Pattern.DOTALL);

    private final String text;
    private final Matcher section;

    /**
     * Finds the section.
     *
     * @param text with {@code \n} as line ends
     */
    MarkedSection(String text) {
        this.text = text;
        this.section = SECTION.matcher(text);
    }

    boolean exists() {
        return section.find(0);
    }

    /** The file that the first marker names. */
    Optional<String> source() {
        return exists() ? Optional.ofNullable(section.group(1)) : Optional.empty();
    }

    /** The text with another section in place of this one; there must be one. */
    String with(String source, String content) {
        if (!exists()) {
            throw new IllegalStateException("no markers");
        }
        return text.substring(0, section.start())
                + "<!-- bench:begin " + source + " -->\n"
                + content
                + "<!-- bench:end -->"
                + text.substring(section.end());
    }
}
