package dev.jconv2d.internal.planning;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to compute a problem. Its spelling, such as {@code jit_dw:avx512_core nChw16c>nChw16c /1 x2}, is what rules,
 * wisdom and descriptions have.
 *
 * @param implementation oneDNN's name of it, or {@link #JAVA}
 * @param source the layout that oneDNN is asked for: its tag, or {@link #ANY}, which leaves it to the implementation; empty for Java
 * @param destination the same for the output
 * @param images how many are computed at a time, one such part of the batch after another; 0 for all at once
 * @param threads the most threads that a run uses
 */
public record Candidate(String implementation, String source, String destination, int images, int threads) {
    /** Java's kernel. */
    public static final String JAVA = "java";

    /** The layout that an implementation likes best. */
    public static final String ANY = "any";

    /** The same, if it is the caller's. */
    public static final String AS_IS = "asis";

    /** The caller's layout. */
    public static final String GIVEN = "given";

    /** At the end of an implementation's name: any that begins like that. */
    public static final String ANY_NAME = "*";

    private static final Pattern SPELLING =
            Pattern.compile("([\\w:+]{1,80})(?: (\\w{1,20})>(\\w{1,20}))?(?: /([1-9]\\d{0,8}))? x([1-9]\\d{0,5})");

    /** Java's kernel on some threads. */
    public static Candidate java(int threads) {
        return new Candidate(JAVA, "", "", 0, threads);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is not like that
     */
    public static Candidate parse(String spelling) {
        Matcher matcher = SPELLING.matcher(spelling);
        if (!matcher.matches() || matcher.group(1).equals(JAVA) != (matcher.group(2) == null)) {
            throw new IllegalArgumentException("no candidate: must be like \"brg_conv_fwd:avx512_core any>any x2\"");
        }
        boolean java = matcher.group(2) == null;
        return new Candidate(
                matcher.group(1),
                java ? "" : matcher.group(2),
                java ? "" : matcher.group(3),
                matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)));
    }

    /** The same in other words. */
    public Candidate named(String name, String from, String to) {
        return new Candidate(name, from, to, images, threads);
    }

    /** Whether Java computes. */
    public boolean isJava() {
        return implementation.equals(JAVA);
    }

    /** Whether an implementation is what this means. */
    public boolean names(String name) {
        return implementation.endsWith(ANY_NAME)
                ? name.startsWith(implementation.substring(0, implementation.length() - 1))
                : name.equals(implementation);
    }

    @Override
    public String toString() {
        return implementation + (isJava() ? "" : " " + source + ">" + destination) + (images == 0 ? "" : " /" + images)
                + " x" + threads;
    }
}
