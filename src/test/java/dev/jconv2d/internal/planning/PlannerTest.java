package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Planning;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Spelling;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import dev.jconv2d.internal.java.JavaKernels;
import dev.jconv2d.internal.reference.ReferenceKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With kernels that compute as the reference does, and take as long as they are told. */
class PlannerTest {
    private static final Geometry GEOMETRY =
            Spelling.parse("mb2ic16ih12oc16kh3ph1").geometry(2);
    private static final Problem PROBLEM = new Problem(GEOMETRY, MemoryFormat.CONTIGUOUS, MemoryFormat.CHANNELS_LAST);
    private static final Parameters PARAMETERS = new Parameters(ramp(16 * 16 * 9), ramp(16), PostOps.NONE);
    private static final Rules RULES = Rules.parse(List.of(
            "batch=2 -> second* any>any x1 # the second is said to be best",
            "batch=2 -> first* any>any xall # the first is not bad"));

    private final Fakes fakes = new Fakes();
    private final WisdomStore wisdom = new WisdomStore(null, text -> {});

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % 13 - 6;
        }
        return values;
    }

    /** Two candidates, of which one may be wrong or missing. */
    private static final class Fakes implements NativeKernels {
        final List<String> made = new ArrayList<>();

        @Nullable
        String excluded;

        @Nullable
        String missing;

        @Nullable
        String wrong;

        @Nullable
        String partial;

        String slow = "second";

        String limits = "";

        @Nullable
        String failure;

        long now;
        long nanosToBeAsked;

        @Override
        public @Nullable String exclusion(Problem problem, Parameters parameters) {
            return excluded;
        }

        @Override
        public List<Candidate> candidates(Problem problem, Parameters parameters) {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            now += nanosToBeAsked;
            return offered();
        }

        private List<Candidate> offered() {
            List<Candidate> candidates = new ArrayList<>();
            for (String name : List.of("first", "second")) {
                if (!name.equals(missing)) {
                    candidates.add(new Candidate(name, "any", "any", 0, name.equals("first") ? 2 : 1));
                }
            }
            return candidates;
        }

        @Override
        public @Nullable Candidate resolve(Problem problem, Parameters parameters, Candidate candidate) {
            for (Candidate offered : offered()) {
                if (candidate.names(offered.implementation())) {
                    return offered;
                }
            }
            return null;
        }

        @Override
        public @Nullable Kernel create(Problem problem, Parameters parameters, Candidate candidate) {
            Candidate found = resolve(problem, parameters, candidate);
            if (found == null) {
                return null;
            }
            made.add(found.implementation());
            return new Fake(problem, parameters, found.implementation());
        }

        @Override
        public String refusal(Problem problem, Parameters parameters) {
            return "nothing is offered";
        }

        @Override
        public int threads() {
            return 2;
        }

        @Override
        public String limits() {
            return limits;
        }

        private final class Fake implements Kernel {
            private final Kernel reference;
            private final String name;

            Fake(Problem problem, Parameters parameters, String name) {
                this.reference = new ReferenceKernel(problem, parameters, 1, "");
                this.name = name;
            }

            @Override
            public Workspace newWorkspace() {
                Workspace workspace = reference.newWorkspace();
                return (input, residual, output) -> run(workspace, input, output);
            }

            private void run(Workspace workspace, Storage input, Storage output) {
                float before = output.floats().get(0);
                workspace.run(input, null, output);
                if (name.equals(partial)) {
                    output.floats().put(0, before);
                }
                if (name.equals(slow)) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                if (name.equals(wrong)) {
                    output.floats().put(0, output.floats().get(0) + 1);
                }
            }

            @Override
            public Choice choice() {
                return new Choice(name, "", "nchw", "oihw", "nhwc", List.of(), 2, "", List.of());
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
                reference.close();
            }
        }
    }

    private Kernel.Choice plan(Planning planning, int milliseconds) {
        Planner planner = new Planner(
                fakes,
                new JavaKernels(2),
                new PlanningOptions(planning, TimeUnit.MILLISECONDS.toNanos(milliseconds)),
                new Planner.Library("AVX2", "3.11"),
                RULES,
                wisdom);
        try (Kernel kernel = planner.create(PROBLEM, PARAMETERS)) {
            return kernel.choice();
        }
    }

    @Test
    void estimateTakesTheFirstRuleThatIsOffered() {
        Kernel.Choice choice = plan(Planning.ESTIMATE, 0);
        assertEquals("second", choice.implementation());
        assertEquals("the second is said to be best", choice.reason());
        assertEquals(List.of(), choice.candidates());
        fakes.missing = "second";
        assertEquals("first", plan(Planning.ESTIMATE, 0).implementation());
    }

    @Test
    void estimateFallsBackToJavaAndSaysWhy() {
        fakes.missing = "second";
        Planner planner = new Planner(
                fakes,
                new JavaKernels(2),
                new PlanningOptions(Planning.ESTIMATE, 0),
                new Planner.Library("AVX2", "3.11"),
                Rules.parse(List.of("-> second any>any x1 # the only one")),
                wisdom);
        try (Kernel kernel = planner.create(PROBLEM, PARAMETERS)) {
            assertTrue(kernel.choice().implementation().startsWith("java:"), kernel.choice()::toString);
            assertEquals("nothing is offered", kernel.choice().reason());
        }
    }

    @Test
    void whatMustNotBeSeenIsNeverMade() {
        fakes.excluded = "it would crash";
        for (Planning planning : Planning.values()) {
            Kernel.Choice choice = plan(planning, 100);
            assertTrue(choice.implementation().startsWith("java:"), choice::toString);
            assertEquals("it would crash", choice.reason());
        }
        assertEquals(List.of(), fakes.made);
    }

    @Test
    void measureTakesTheFastestAndShowsAll() {
        Kernel.Choice choice = plan(Planning.MEASURE, 300);
        // Or Java, which may well be as fast as the reference's loops.
        assertTrue(!choice.implementation().equals("second"), choice::toString);
        assertTrue(choice.reason().startsWith("measured"), choice::reason);
        List<String> names = choice.candidates().stream().map(Timing::candidate).toList();
        assertEquals(List.of("second any>any x1", "first any>any x2", "java x2", "java x1"), names, "the rules' first");
        double first = choice.candidates().get(1).nanos();
        double second = choice.candidates().get(0).nanos();
        assertTrue(second > 5e6 && first > 0 && first < second, () -> first + ", " + second);
    }

    @Test
    void whatWasLearntIsNotMeasuredAgain() {
        Kernel.Choice measured = plan(Planning.MEASURE, 300);
        fakes.made.clear();
        Kernel.Choice remembered = plan(Planning.MEASURE, 300);
        assertEquals(measured.implementation(), remembered.implementation());
        assertEquals(measured.candidates(), remembered.candidates());
        assertTrue(remembered.reason().startsWith("remembered"), remembered::reason);
        assertTrue(fakes.made.size() <= 1, fakes.made::toString);
    }

    @Test
    void whatWasLearntHoldsForItsLimits() {
        plan(Planning.MEASURE, 300);
        fakes.limits = "bound";
        assertTrue(plan(Planning.MEASURE, 300).reason().startsWith("measured"));
        assertTrue(plan(Planning.MEASURE, 300).reason().startsWith("remembered"));
    }

    /** What {@code wisdom show} prints has nothing where nothing follows the sums. */
    @Test
    void wisdomHasFusedOperationsShortOrNotAtAll() {
        plan(Planning.MEASURE, 300);
        wisdom.all().forEach((key, learnt) -> {
            assertEquals("", key.postOps());
            String line = WisdomLine.of(key, learnt);
            assertTrue(line.startsWith("mb2ic16ih12oc16oh12kh3ph1 contiguous>channels_last x2: "), line);
            assertTrue(!line.contains("  "), line);
        });
        assertEquals(1, wisdom.size());
    }

    @Test
    void aWrongCandidateNeverWins() {
        fakes.wrong = "first";
        Kernel.Choice choice = plan(Planning.MEASURE, 300);
        assertTrue(!choice.implementation().equals("first"), choice::toString);
        Timing wrong = choice.candidates().get(1);
        assertTrue(Double.isNaN(wrong.nanos()) && wrong.note().startsWith("wrong: output 0 is "), wrong::toString);
    }

    @Test
    void aCandidateThatLeavesSomethingOutNeverWins() {
        fakes.partial = "first";
        fakes.slow = "none";
        Kernel.Choice choice = plan(Planning.MEASURE, 300);
        Timing partial = choice.candidates().get(1);
        assertTrue(partial.note().startsWith("wrong: output 0 is NaN"), partial::toString);
    }

    @Test
    void aWinnerThatIsNotToBeHadIsMeasuredAnew() {
        assertTrue(plan(Planning.MEASURE, 300).reason().startsWith("measured"));
        wisdom.all()
                .forEach((key, learnt) ->
                        wisdom.learn(key, new Learnt(new Candidate("third", "any", "any", 0, 2), learnt.timings())));
        assertTrue(plan(Planning.MEASURE, 300).reason().startsWith("measured"));
        assertTrue(plan(Planning.MEASURE, 300).reason().startsWith("remembered"));
    }

    @Test
    void whateverFailsWhileMeasuringTheRulesDecide() {
        fakes.failure = "no candidates today";
        Kernel.Choice choice = plan(Planning.MEASURE, 300);
        assertEquals("second", choice.implementation());
        assertEquals(
                "not measured: java.lang.IllegalStateException: no candidates today; the second is said to be best",
                choice.reason());
        assertEquals(0, wisdom.size());
    }

    @Test
    void findingTheCandidatesCounts() {
        Measurer measurer = new Measurer(new Candidates(fakes, new JavaKernels(2), RULES), 1000, () -> fakes.now);
        fakes.nanosToBeAsked = 1000;
        Measurer.Outcome outcome = measurer.measure(PROBLEM, PARAMETERS);
        assertEquals("nothing could be measured", outcome.why());
        assertEquals(List.of(), fakes.made);
        assertEquals(4, outcome.timings().size());
    }

    @Test
    void withoutTimeTheRulesDecideAndNothingIsLearnt() {
        Kernel.Choice choice = plan(Planning.MEASURE, 0);
        assertEquals("second", choice.implementation());
        assertEquals("not measured: there is no time for it; the second is said to be best", choice.reason());
        assertTrue(plan(Planning.MEASURE, 300).reason().startsWith("measured"));
    }
}
