package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dCall;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.PlanCandidate;
import dev.jconv2d.PlanDescription;
import dev.jconv2d.Planning;
import dev.jconv2d.Wisdom;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.planning.Candidate;
import dev.jconv2d.testing.Native;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What oneDNN offers for a layer, all of it, and in the same order whatever the process has made before. */
class CandidatesOfOneDnnTest {
    private static final Conv2dCall CALL = Conv2dCall.parse("mb4ic32ih14oc32kh3ph1");
    private static final Parameters PARAMETERS = new Parameters(new float[32 * 32 * 9], new float[32], PostOps.NONE);

    @BeforeEach
    void needsOneDnn() {
        Native.assume(Backend.ONEDNN);
    }

    private static OneDnnKernels kernels() {
        OneDnnLibrary library = OneDnn.load().orElseThrow();
        return new OneDnnKernels(library, library.threads());
    }

    private static Problem problem(MemoryFormat format) {
        return new Problem(Geometry.of(CALL.options(), CALL.inputShape()), format, format);
    }

    @Test
    void severalImplementationsOfOneLayout() {
        for (MemoryFormat format : MemoryFormat.values()) {
            Set<String> names = new HashSet<>();
            for (Candidate candidate : kernels().candidates(problem(format), PARAMETERS)) {
                boolean isWhole = candidate.images() == 0;
                if (isWhole
                        && candidate.source().equals("nhwc")
                        && candidate.destination().equals("nhwc")) {
                    names.add(candidate.implementation());
                }
                if (isWhole
                        && candidate.source().equals("asis")
                        && candidate.destination().equals("asis")) {
                    names.add(candidate.implementation());
                }
            }
            assertTrue(names.size() >= 2, names::toString);
        }
    }

    @Test
    void noneTwice() {
        List<Candidate> candidates = kernels().candidates(problem(MemoryFormat.CONTIGUOUS), PARAMETERS);
        assertEquals(candidates.size(), new HashSet<>(candidates).size(), candidates::toString);
    }

    @Test
    void whatWasMadeBeforeChangesNothing() {
        for (MemoryFormat format : MemoryFormat.values()) {
            Problem problem = problem(format);
            List<Candidate> before = kernels().candidates(problem, PARAMETERS);
            List<Kernel> made = new ArrayList<>();
            try {
                // The last first: oneDNN's cache then gives them before its better ones.
                for (int i = before.size() - 1; i >= 0; i--) {
                    Kernel kernel = kernels().create(problem, PARAMETERS, before.get(i));
                    assertNotNull(kernel, before.get(i)::toString);
                    made.add(kernel);
                    assertEquals(before.get(i).implementation(), kernel.choice().implementation());
                }
                assertEquals(before, kernels().candidates(problem, PARAMETERS));
            } finally {
                made.forEach(Kernel::close);
            }
        }
    }

    @Test
    void whatRulesMeanIsResolvedToWhatIsMade() {
        Problem problem = problem(MemoryFormat.CONTIGUOUS);
        OneDnnKernels kernels = kernels();
        int threads = kernels.threads();
        for (Candidate meant : List.of(
                new Candidate("*", "any", "any", 0, threads),
                new Candidate("jit*", "nchw16c", "nchw16c", 0, 1),
                new Candidate("*", "asis", "asis", 1, threads))) {
            Candidate resolved = kernels.resolve(problem, PARAMETERS, meant);
            try (Kernel kernel = kernels.create(problem, PARAMETERS, meant)) {
                if (resolved == null) {
                    assertNull(kernel, meant::toString);
                } else {
                    assertNotNull(kernel, meant::toString);
                    assertEquals(resolved.implementation(), kernel.choice().implementation());
                    assertEquals(meant.threads(), resolved.threads());
                }
            }
        }
        assertNotNull(kernels.resolve(problem, PARAMETERS, new Candidate("*", "any", "any", 0, threads)));
    }

    @Test
    void whatThreadsAreSetToIsPartOfWhatTimesHoldFor() {
        OneDnnLibrary library = OneDnn.load().orElseThrow();
        String all = kernels().limits();
        OmpThreads one = library.threads().fewer(1);
        assertNotNull(one);
        String some = new OneDnnKernels(library, one).limits();
        assertTrue(!some.equals(all) && some.startsWith("threads set, "), some);
    }

    @Test
    void measuringLeavesNoHandle() throws InterruptedException {
        for (MemoryFormat format : MemoryFormat.values()) {
            choose(Planning.ESTIMATE, format);
            long before = Handles.live();
            Wisdom.forget();
            PlanDescription measured = choose(Planning.MEASURE, format);
            assertEquals(before, Handles.live());
            boolean isThere =
                    measured.candidates().stream().map(PlanCandidate::name).anyMatch(measured.candidate()::equals);
            assertTrue(isThere || measured.reason().startsWith("threads stalled"), measured::toString);
        }
    }

    private static PlanDescription choose(Planning planning, MemoryFormat format) {
        try (Conv2d conv = Conv2d.builder(CALL.options())
                        .planning(planning)
                        .seed(1)
                        .build();
                Conv2dPlan plan = conv.plan(format, format, CALL.inputShape())) {
            return plan.describe();
        }
    }
}
