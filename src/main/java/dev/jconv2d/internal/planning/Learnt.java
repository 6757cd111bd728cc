package dev.jconv2d.internal.planning;

import java.util.List;

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
}
