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
    /** Runs after which {@link #failing} fails. */
    private int runsBeforeFailure;

    private @Nullable Candidate unheard;
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
            return new Choice(name, "", "nchw", "oihw", "nchw", List.of(), candidate.threads(), "", List.of());
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

    private class FakeScene implements Scene {
        private @Nullable Candidate last;

        @Override
        public void run(Contender contender) {
            last = contender.candidate;
            runs.add(last);
            if (last.equals(failing) && runsBeforeFailure-- == 0) {
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
        public void warmUp(Contender contender, double fastest, LongSupplier clock, long end) {
            if (contender.candidate.equals(unheard)) {
                contender.leaveUnheard();
            }
        }
    }

    private List<Timing> timings = List.of();
    private String doubt = "";

    private @Nullable Candidate winner(long budget) {
        Measurement measurement = new Measurement(
                candidate -> candidate.equals(missing) ? null : new FakeKernel(candidate),
                new FakeScene(),
                now,
                budget,
                () -> now);
        Measurement.Winner winner = measurement.winner(candidates);
        timings = measurement.timings();
        assertEquals(Set.of(), open, "all are closed");
        doubt = winner == null ? "" : winner.doubt();
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
    void whatFailsInALaterTurnIsOutToo() {
        failing = add("failing", 100_000);
        runsBeforeFailure = 20;
        Candidate good = add("good", 110_000);
        assertEquals(good, winner(250 * MILLISECOND));
        assertEquals("failed: no luck", note(failing));
        assertTrue(runs.stream().filter(failing::equals).count() == 21, () -> runs.toString());
    }

    @Test
    void javaEntersWhenSomeOthersHaveShownTheirTimes() {
        candidates.add(Candidate.java(2));
        nanos.put(Candidate.java(2), 90_000L);
        for (int i = 0; i < 20; i++) {
            add("other" + (char) ('a' + i), 100_000);
        }
        assertEquals(Candidate.java(2), winner(250 * MILLISECOND));
        assertEquals(12, new HashSet<>(runs.subList(0, runs.indexOf(Candidate.java(2)))).size());
        assertEquals("java x2", timings.get(0).candidate(), "it was given first");
    }

    @Test
    void thatTheRulesChoiceWasNotRunIsADoubt() {
        unheard = Candidate.java(1);
        candidates.add(unheard);
        Candidate other = add("other", 100_000);
        assertEquals(other, winner(250 * MILLISECOND));
        assertEquals("the time was over before the rules' choice had been run", doubt);
        assertEquals("not run: the time for it was over", note(unheard));
    }

    @Test
    void threadsThatStallAreADoubt() {
        Candidate many = add("kernel", 200_000);
        Candidate one = new Candidate("kernel", "any", "any", 0, 1);
        candidates.add(one);
        nanos.put(one, 150_000L);
        assertEquals(one, winner(250 * MILLISECOND));
        assertEquals("threads stalled while this was measured", doubt);
        // A small one is as quick on one thread.
        nanos.put(many, 20_000L);
        nanos.put(one, 15_000L);
        assertEquals(one, winner(250 * MILLISECOND));
        assertEquals("", doubt);
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
        assertEquals("not run: the time for it was over", note(candidates.get(20)));
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
                now,
                2000 * MILLISECOND,
                () -> now);
        Measurement.Winner winner = measurement.winner(candidates);
        assertEquals(stalled, winner == null ? null : winner.candidate());
    }
}
