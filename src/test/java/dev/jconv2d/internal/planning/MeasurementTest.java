package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With a clock of its own, which runs tell how long they take. */
class MeasurementTest {
    private static final long MILLISECOND = 1_000_000;

    private final Map<Candidate, Long> nanos = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Candidate> open = new HashSet<>();
    private final List<Candidate> runs = new ArrayList<>();
    private final List<Candidate> logged = new ArrayList<>();
    private @Nullable Candidate wrong;
    private @Nullable Candidate missing;
    private @Nullable Candidate failing;
    private long now;

    private Candidate add(String implementation, long nanosOfARun) {
        Candidate candidate = new Candidate(implementation, "any", "any", 0, 2);
        candidates.add(candidate);
        nanos.put(candidate, nanosOfARun);
        return candidate;
    }

    private final class FakeKernel implements Kernel {
        private final Candidate candidate;

        FakeKernel(Candidate candidate) {
            this.candidate = candidate;
            open.add(candidate);
        }

        @Override
        public Workspace newWorkspace() {
            return (input, residual, output) -> {};
        }

        @Override
        public Choice choice() {
            String name = candidate.implementation().replace("again", "");
            return new Choice(name, "", "nchw", "oihw", "nchw", List.of(), 2, List.of());
        }

        @Override
        public long heldBytes() {
            return 0;
        }

        @Override
        public long workspaceBytes() {
            return 0;
        }

        @Override
        public void close() {
            assertTrue(open.remove(candidate), "closed twice");
        }
    }

    private class FakeScene implements Measurement.Scene {
        private @Nullable Candidate last;

        @Override
        public void run(Contender contender) {
            last = contender.candidate;
            runs.add(last);
            if (last.equals(failing)) {
                throw new IllegalStateException("no luck");
            }
            now += nanos.get(last);
        }

        @Override
        public void prepareCheck() {
            last = null;
        }

        @Override
        public @Nullable String fault() {
            return last != null && last.equals(wrong) ? "wrong: output 3" : null;
        }

        @Override
        public void rest() {
            now += MILLISECOND;
        }

        @Override
        public void log(Contender contender) {
            logged.add(contender.candidate);
        }

        @Override
        public @Nullable String warmUp(Contender contender, double fastest, LongSupplier clock, long end) {
            return null;
        }
    }

    private List<Timing> timings = List.of();

    private @Nullable Candidate winner(long budget) {
        Measurement measurement = new Measurement(
                candidate -> candidate.equals(missing) ? null : new FakeKernel(candidate),
                new FakeScene(),
                budget,
                () -> now);
        Measurement.Winner winner = measurement.winner(candidates);
        timings = measurement.timings();
        assertEquals(winner == null ? Set.of() : Set.of(winner.candidate()), open, "all others are closed");
        return winner == null ? null : winner.candidate();
    }

    private String note(Candidate candidate) {
        return timings.stream()
                .filter(timing -> timing.candidate().equals(candidate.toString()))
                .findFirst()
                .orElseThrow()
                .note();
    }

    @Test
    void theFastestWins() {
        add("slow", 300_000);
        Candidate fast = add("fast", 200_000);
        add("slower", 900_000);
        assertEquals(fast, winner(250 * MILLISECOND));
        assertEquals(200_000, timings.get(1).nanos());
        assertEquals(3, timings.size());
    }

    @Test
    void tiesGoToTheFirst() {
        Candidate first = add("first", 100_000);
        add("other", 99_000);
        assertEquals(first, winner(250 * MILLISECOND));
    }

    @Test
    void theyRunInTurns() {
        Candidate one = add("one", 100_000);
        Candidate two = add("two", 101_000);
        winner(250 * MILLISECOND);
        int changes = 0;
        for (int i = 1; i < runs.size(); i++) {
            changes += runs.get(i).equals(runs.get(i - 1)) ? 0 : 1;
        }
        assertTrue(changes >= 20, () -> runs.toString());
        assertTrue(runs.contains(one) && runs.contains(two));
    }

    @Test
    void whatIsFarBehindDoesNotRunOn() {
        add("fast", 100_000);
        Candidate slow = add("slow", 5 * MILLISECOND);
        winner(250 * MILLISECOND);
        // It is made and run twice, and then once more: it might have been a stall.
        assertTrue(runs.stream().filter(slow::equals).count() <= 4, () -> runs.toString());
    }

    @Test
    void aWrongOneIsOutAndNamed() {
        Candidate good = add("good", 300_000);
        wrong = add("wrong", 100_000);
        assertEquals(good, winner(250 * MILLISECOND));
        assertEquals("wrong: output 3", note(wrong));
        assertEquals(List.of(wrong), logged);
    }

    @Test
    void whatCannotBeHadOrFailsIsOut() {
        missing = add("missing", 1);
        failing = add("failing", 1);
        Candidate good = add("good", 300_000);
        assertEquals(good, winner(250 * MILLISECOND));
        assertEquals("not offered", note(missing));
        assertEquals("failed: no luck", note(failing));
    }

    @Test
    void theSameInOtherWordsRunsOnce() {
        Candidate good = add("good", 100_000);
        Candidate again = add("goodagain", 90_000);
        assertEquals(good, winner(250 * MILLISECOND));
        assertEquals("the same as " + good, note(again));
    }

    @Test
    void theBudgetBinds() {
        Candidate first = add("first", 40 * MILLISECOND);
        for (int i = 0; i < 20; i++) {
            add("other" + (char) ('a' + i), 39 * MILLISECOND);
        }
        assertEquals(first, winner(100 * MILLISECOND), "a little faster in one run is not clearly faster");
        assertTrue(now <= 140 * MILLISECOND, () -> now + " ns");
        assertEquals("not run: the budget was over", note(candidates.get(20)));
    }

    @Test
    void noBudgetNoWinner() {
        add("first", 1000);
        assertNull(winner(0));
        assertEquals(List.of(), runs);
    }

    @Test
    void aStallDoesNotDecide() {
        add("steady", 110_000);
        Candidate stalled = add("stalled", 100_000);
        Measurement measurement = new Measurement(
                FakeKernel::new,
                new FakeScene() {
                    private int count;

                    @Override
                    public void run(Contender contender) {
                        super.run(contender);
                        count++;
                        if (contender.candidate.equals(stalled) && count % 9 == 0) {
                            now += 20 * MILLISECOND;
                        }
                    }
                },
                2000 * MILLISECOND,
                () -> now);
        Measurement.Winner winner = measurement.winner(candidates);
        assertEquals(stalled, winner == null ? null : winner.candidate());
    }
}
