package dev.jconv2d.internal.planning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry in a file of wisdom must be like. Entries that are read and entries that are to be written are held to the
 * same, so that nobody writes what cannot be read.
 */
final class WisdomRules {
    /** The version of the file's format. */
    static final int VERSION = 2;

    /** The most bytes of a file. */
    static final int BYTES = 16 << 20;

    /** The most characters of a text. */
    static final int TEXT = 1000;

    /** The most candidates of an entry. */
    static final int CANDIDATES = 1000;

    private WisdomRules() {}

    /** What is wrong with an entry, or null if nothing is. */
    static @Nullable String problem(WisdomKey key, Learnt learnt) {
        for (String text : List.of(
                key.cpu(),
                key.isa(),
                key.library(),
                key.oneDnn(),
                key.java(),
                key.limits(),
                key.problem(),
                key.input(),
                key.output(),
                key.postOps())) {
            if (text.length() > TEXT) {
                return "a text of " + text.length() + " characters: must have at most " + TEXT;
            }
        }
        if (key.threads() < 1) {
            return "threads = " + key.threads() + ": must be at least 1";
        }
        if (learnt.timings().size() > CANDIDATES) {
            return learnt.timings().size() + " candidates: must be at most " + CANDIDATES;
        }
        String winner = candidateProblem(learnt.winner().toString());
        return winner != null ? winner : timingsProblem(learnt.timings());
    }

    private static @Nullable String timingsProblem(List<Timing> timings) {
        for (Timing timing : timings) {
            String problem = candidateProblem(timing.candidate());
            if (problem != null) {
                return problem;
            }
            if (timing.nanos() < 0 || timing.nanos() == Double.POSITIVE_INFINITY) {
                return "nanos = " + timing.nanos() + ": must be a time, 0 or more";
            }
            if (timing.note().length() > TEXT) {
                return "a note of " + timing.note().length() + " characters: must have at most " + TEXT;
            }
        }
        return null;
    }

    private static @Nullable String candidateProblem(String spelling) {
        try {
            Candidate.parse(spelling);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
