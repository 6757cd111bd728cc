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
        String winner = learnt.winner().toString();
        for (Timing timing : learnt.timings()) {
            if (timing.candidate().equals(winner) && !Double.isNaN(timing.nanos())) {
                return String.format(Locale.ROOT, "%.1f us", timing.nanos() / 1e3);
            }
        }
        return "not timed";
    }
}
