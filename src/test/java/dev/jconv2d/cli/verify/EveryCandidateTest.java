package dev.jconv2d.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Activation;
import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import dev.jconv2d.internal.onednn.OneDnn;
import dev.jconv2d.internal.onednn.OneDnnKernels;
import dev.jconv2d.internal.onednn.OneDnnLibrary;
import dev.jconv2d.internal.planning.Candidate;
import dev.jconv2d.testing.Native;
import dev.jconv2d.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever planning may choose computes what the contract says: each implementation that oneDNN offers, in each layout, on each
 * number of threads and parts of the batch, on PyTorch's goldens and random calls.
 */
class EveryCandidateTest {
    private static final int SWEEP = Integer.getInteger("jconv2d.test.sweep", 200);

    private final TreeMap<String, Integer> runs = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int checked;

    @BeforeEach
    void needsOneDnn() {
        Native.assume(Backend.ONEDNN);
    }

    @Test
    void givesPyTorchsOutputs() throws Exception {
        for (Case task : Goldens.cases()) {
            checkAll(task, null);
        }
        assertAllRight();
    }

    @Test
    void agreesWithTheReferenceOnRandomCalls() {
        for (Case task : new RandomCases(Seed.value() + 5).next(SWEEP / 2)) {
            checkAll(task, null);
        }
        assertAllRight();
    }

    @Test
    void fusesLikeTheReference() {
        List<Case> cases = new RandomCases(Seed.value() + 6).next(SWEEP / 2);
        for (int i = 0; i < cases.size(); i++) {
            checkAll(cases.get(i), FusedCalls.ACTIVATIONS.get(i % FusedCalls.ACTIVATIONS.size()));
        }
        assertAllRight();
    }

    private void assertAllRight() {
        assertEquals("", String.join("\n", failures));
        // Not one kind alone.
        assertTrue(runs.size() >= 3, runs::toString);
        assertTrue(runs.values().stream().mapToInt(count -> count).sum() > 1000, runs::toString);
    }

    private void checkAll(Case task, @Nullable Activation activation) {
        try (Conv2d layer = task.layer(Backend.REFERENCE)) {
            Geometry geometry = Geometry.of(layer.options(), task.x().shape());
            float[] bias = task.b() == null ? null : task.b().toArray();
            Parameters parameters =
                    new Parameters(task.w().toArray(), bias, new PostOps(activation != null, activation));
            // Another pair of formats each time: what is offered is made of the same implementations for all.
            MemoryFormat[] formats = MemoryFormat.values();
            int pair = checked % 4;
            check(task, new Problem(geometry, formats[pair / 2], formats[pair % 2]), parameters);
            checked++;
        }
    }

    private void check(Case task, Problem problem, Parameters parameters) {
        OneDnnLibrary library = OneDnn.load().orElseThrow();
        OneDnnKernels kernels = new OneDnnKernels(library, library.threads());
        if (kernels.exclusion(problem, parameters) != null) {
            return;
        }
        for (Candidate candidate : kernels.candidates(problem, parameters)) {
            // What a spelling means is what was spelled.
            Candidate read = Candidate.parse(candidate.toString());
            assertEquals(candidate, read);
            Kernel kernel = kernels.create(problem, parameters, read);
            assertNotNull(kernel, () -> problem + ": " + candidate);
            assertEquals(candidate.implementation(), kernel.choice().implementation());
            runs.merge(candidate.implementation().split(":", 2)[0], 1, Integer::sum);
            try (kernel) {
                String fault = fault(task, problem, parameters, kernel);
                if (fault != null && failures.size() < 30) {
                    failures.add(
                            task.name() + " " + problem + " " + parameters.postOps() + ": " + candidate + ": " + fault);
                }
            }
        }
    }

    private static @Nullable String fault(Case task, Problem problem, Parameters parameters, Kernel kernel) {
        long[] shape = problem.geometry().outputShape(4);
        float[] values = task.y().toArray();
        float[] added = new float[values.length];
        for (int i = 0; i < added.length; i++) {
            added[i] = i % 17 - 8;
        }
        boolean adds = parameters.postOps().residual();
        try (Tensor input = Tensor.of(task.x().toArray(), problem.geometry().inputShape(4))
                        .to(problem.inputFormat());
                Tensor residual = Tensor.of(added, shape).to(problem.outputFormat());
                Tensor output = Tensor.zeros(problem.outputFormat(), shape);
                Workspace workspace = kernel.newWorkspace()) {
            Storage written = Storage.allocate((long) Float.BYTES * values.length);
            for (int i = 0; i < values.length; i++) {
                written.floats().put(i, Float.NaN);
            }
            workspace.run(copy(input), adds ? copy(residual) : null, written);
            for (int i = 0; i < values.length; i++) {
                output.buffer().put(i, written.floats().get(i));
            }
            float[] got = output.toArray();
            return adds ? fusedFault(task, parameters, added, got) : Objects.toString(new Judge(task).judge(got), null);
        }
    }

    private static @Nullable String fusedFault(Case task, Parameters parameters, float[] added, float[] got) {
        Judge judge = new Judge(task);
        for (int i = 0; i < got.length; i++) {
            String fault = FusedCalls.fault(judge, parameters.postOps().activation(), added[i], got[i], i);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** A tensor's memory as it lies. */
    private static Storage copy(Tensor tensor) {
        Storage storage = Storage.allocate((long) Float.BYTES * tensor.numel());
        for (int i = 0; i < tensor.numel(); i++) {
            storage.floats().put(i, tensor.buffer().get(i));
        }
        return storage;
    }

    @Test
    void namesWhatIsNotOfferedAsSuch() {
        OneDnnLibrary library = OneDnn.load().orElseThrow();
        OneDnnKernels kernels = new OneDnnKernels(library, library.threads());
        try (Conv2d layer = Conv2d.builder(8, 8, 3).build()) {
            Problem problem = new Problem(
                    Geometry.of(layer.options(), 2, 8, 9, 9), MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS);
            Parameters parameters = new Parameters(new float[576], null, PostOps.NONE);
            int threads = library.threads().count();
            for (Candidate candidate : List.of(
                    new Candidate("no_such:thing", "any", "any", 0, threads),
                    new Candidate("*", "any", "nowhere", 0, threads),
                    new Candidate("*", "any", "any", 2, threads),
                    new Candidate("*", "any", "any", 3, threads),
                    new Candidate("*", "any", "any", 0, threads + 1))) {
                assertEquals(null, kernels.create(problem, parameters, candidate), candidate.toString());
            }
        }
    }
}
