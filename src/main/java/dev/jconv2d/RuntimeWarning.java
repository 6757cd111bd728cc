package dev.jconv2d;

/**
 * Something about this process that makes the library slower, less exact or less safe than it could be, and what helps.
 *
 * @param what what is so, and what comes of it
 * @param remedy what to do about it
 */
public record RuntimeWarning(String what, String remedy) {
    /** One line, for a log: {@code WHAT; remedy: REMEDY}. */
    @Override
    public String toString() {
        return what + "; remedy: " + remedy;
    }
}
