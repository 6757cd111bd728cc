package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.files.Quoted;
import java.util.Locale;

/** An entry of wisdom in a line for people. */
public final class WisdomLine {
    private WisdomLine() {}

    /** Problem, formats, threads, what follows each sum, the winner and its time. */
    public static String of(WisdomKey key, Learnt learnt) {
        // Names may come from anybody's file.
        return Quoted.plain(key.problem()) + " " + Quoted.plain(key.input()) + ">" + Quoted.plain(key.output())
                + " x" + key.threads()
                + (key.postOps().isEmpty() ? "" : " " + Quoted.plain(key.postOps()))
                + ": " + learnt.winner() + ", " + time(learnt);
    }

    private static String time(Learnt learnt) {
        double nanos = learnt.winnersTiming().nanos();
        return Double.isNaN(nanos) ? "not timed" : String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
}
