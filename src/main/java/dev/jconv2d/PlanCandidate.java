package dev.jconv2d;

import java.util.Locale;

/**
 * A way to compute that a plan was chosen from.
 *
 * @param name the kernel and how it is asked for: an implementation of oneDNN's with layouts of input and output ({@code any}:
 *     the implementation's choice, {@code asis}: the same as it lies), {@code /N} for N images of the
 *     batch at a time, {@code xN} for at most N threads; or {@code java xN}
 * @param microseconds the median time of a call; NaN if it was not timed
 * @param note why it was not timed, or why it is out; empty if nothing is to be said
 */
public record PlanCandidate(String name, double microseconds, String note) {
    /** Whether it has a time. */
    public boolean isTimed() {
        return !Double.isNaN(microseconds);
    }

    /** One line: the time, the name, the note. */
    @Override
    public String toString() {
        return (isTimed() ? String.format(Locale.ROOT, "%10.1f us  ", microseconds) : "         -     ")
                + name
                + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
