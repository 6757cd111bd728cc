package dev.jconv2d.internal.planning;

import java.util.List;
import java.util.Locale;

/**
 * What measuring taught of one problem.
 *
 * @param winner the candidate that won
 * @param timings of all candidates
 */
public record Learnt(Candidate winner, List<Timing> timings) {
    public Learnt {
        timings = List.copyOf(timings);
    }

    /** Why the winner won, in words. */
    String reason() {
        int timed = 0;
        for (Timing timing : timings) {
            timed += Double.isNaN(timing.nanos()) ? 0 : 1;
        }
        String spelling = winner.toString();
        // The rules' choice is measured first.
        Timing ruled = timings.isEmpty() ? Timing.none(spelling, "") : timings.get(0);
        if (ruled.candidate().equals(spelling)) {
            return "the rules' choice " + spelling + time(ruled) + ", which no other of " + timed
                    + " is clearly faster than";
        }
        return spelling + time(winnersTiming()) + ", the fastest of " + timed + "; the rules' choice is "
                + ruled.candidate() + time(ruled);
    }

    /** The winner's time and note. */
    Timing winnersTiming() {
        String spelling = winner.toString();
        for (Timing timing : timings) {
            if (timing.candidate().equals(spelling)) {
                return timing;
            }
        }
        return Timing.none(spelling, "");
    }

    private static String time(Timing timing) {
        return Double.isNaN(timing.nanos())
                ? " without a time"
                : String.format(Locale.ROOT, " with %.1f us", timing.nanos() / 1000);
    }
}
