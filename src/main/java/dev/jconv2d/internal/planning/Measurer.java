package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures the candidates for a problem on scratch data. */
final class Measurer {
    /** Scratch data of larger problems would be a burden, and a run of theirs takes longer than any budget worth having. */
    private static final long MOST_SCRATCH_BYTES = 512 << 20;

    private final Candidates candidates;
    private final long budgetNanos;
    private final LongSupplier clock;

    Measurer(Candidates candidates, long budgetNanos, LongSupplier clock) {
        this.candidates = candidates;
        this.budgetNanos = budgetNanos;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param learnt null if it does not tell which is the fastest
     * @param why it does not tell
     * @param timings as far as there are any
     */
    record Outcome(@Nullable Learnt learnt, String why, List<Timing> timings) {
        static Outcome none(String why) {
            return new Outcome(null, why, List.of());
        }
    }

    /** Measures; whatever fails, a plan can be made by rules. */
    @SuppressWarnings("CatchingUnchecked") // no matter what it is, it is told and costs nothing but the learning
    Outcome measure(Problem problem, Parameters parameters) {
        if (Facts.bytes(problem.geometry()) > MOST_SCRATCH_BYTES) {
            return Outcome.none("not measured: scratch data would take too much");
        }
        if (budgetNanos == 0) {
            return Outcome.none("not measured: there is no time for it");
        }
        long begin = clock.getAsLong();
        try {
            return measure(problem, parameters, begin);
        } catch (Throwable e) {
            return Outcome.none("not measured: " + e);
        }
    }

    private Outcome measure(Problem problem, Parameters parameters, long begin) {
        Candidates once = candidates.forAWhile();
        try (ScratchScene scene = new ScratchScene(problem, parameters, once)) {
            Measurement measurement = new Measurement(
                    candidate -> once.make(problem, parameters, candidate, ""), scene, begin, budgetNanos, clock);
            Measurement.Winner winner = measurement.winner(once.all(problem, parameters));
            List<Timing> timings = measurement.timings();
            if (winner == null) {
                return new Outcome(null, "nothing could be measured", timings);
            }
            return winner.doubt().isEmpty()
                    ? new Outcome(new Learnt(winner.candidate(), timings), "", timings)
                    : new Outcome(null, winner.doubt(), timings);
        }
    }
}
