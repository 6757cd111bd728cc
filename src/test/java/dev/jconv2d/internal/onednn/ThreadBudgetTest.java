package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.PlanDescription;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Spelling;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import dev.jconv2d.internal.planning.Candidate;
import dev.jconv2d.testing.ChildJvm;
import dev.jconv2d.testing.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A layer's thread budget holds for it, and for nobody else. */
class ThreadBudgetTest {
    @BeforeEach
    void needsOneDnn() {
        Native.assume(Backend.ONEDNN);
    }

    @Test
    void isToldAndRefusedOutOfRange() {
        int most = 4 * Runtime.getRuntime().availableProcessors();
        try (Conv2d one = Conv2d.builder(8, 8, 3).threads(1).build();
                Conv2d all = Conv2d.builder(8, 8, 3).build()) {
            assertEquals(1, one.describe(1, 8, 9, 9).threads());
            assertEquals(
                    OneDnn.load().orElseThrow().threads().count(),
                    all.describe(1, 8, 90, 90).threads());
        }
        for (int wrong : new int[] {0, -1, most + 1}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Conv2d.builder(8, 8, 3)
                            .threads(wrong));
            assertEquals("threads = " + wrong + ": must be from 1 to " + most, refused.getMessage());
        }
    }

    @Test
    void saysWhyItCannotBeSet() throws Exception {
        ChildJvm.Result result = new ChildJvm().without("jna-").runMain(OneThreadWanted.class.getName());
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains("threads = 1 cannot be set for oneDNN"), result.out());
        assertTrue(result.out().contains("jna"), result.out());
    }

    /** Describes a layer that wants one thread. */
    static final class OneThreadWanted {
        public static void main(String[] arguments) {
            try (Conv2d conv = Conv2d.builder(8, 8, 3).threads(1).build()) {
                conv.forward(new float[8 * 81], 8, 9, 9);
                System.out.println(conv.describe(1, 8, 9, 9));
            }
        }
    }

    /** That the count is set on another thread than the caller's, or put back. */
    @Test
    void isPutBack() {
        int before = openMpThreads();
        for (int budget = 1; budget <= 3; budget++) {
            try (Conv2d conv = Conv2d.builder(8, 8, 3).threads(budget).build()) {
                conv.forward(new float[8 * 81], 8, 9, 9);
                assertEquals(before, openMpThreads());
            }
        }
    }

    private static int openMpThreads() {
        return Function.getFunction(
                        new Pointer(Loader.addressof("omp_get_max_threads").address()))
                .invokeInt(new Object[0]);
    }

    /** OpenMP's threads come with the first call that wants more than one, so a process shows whether any did. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void oneThreadMeansNoOther() throws Exception {
        String main = OneThreadedCalls.class.getName();
        assertEquals("0 new threads", new ChildJvm().runMain(main, "1").lastLine());
        // That the test can fail.
        assertTrue(new ChildJvm().runMain(main, "2").lastLine().matches("[1-9][0-9]* new threads"));
    }

    /** What oneDNN offers under a budget keeps to it on any thread; what it does not offer then need not. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void everyCandidateOnOneThreadMeansNoOther() throws InterruptedException {
        OneDnnLibrary library = OneDnn.load().orElseThrow();
        OneDnnKernels bound = new OneDnnKernels(library, OmpThreads.of(OptionalInt.of(1)));
        int probes = 0;
        for (String spelling : List.of(
                "ic64ih56oc64oh56kh3ph1",
                "ic96ih56oc96kh1",
                "g96ic96ih56oc96kh3ph1",
                "g32ic128ih56oc128kh3ph1",
                "ic3ih112oc64kh7sh2ph3",
                "ic67ih40oc35kh3ph1",
                "ic256ih28oc512kh1sh2",
                "mb4ic64ih28oc64kh3ph1",
                "ic1ih100oc16kh5",
                "g4ic16ih100oc16kh3ph1")) {
            Spelling read = Spelling.parse(spelling);
            Geometry geometry = read.geometry(read.batch().orElse(1));
            float[] weight = new float
                    [geometry.outChannels()
                            * geometry.inChannelsPerGroup()
                            * geometry.height().kernel()
                            * geometry.width().kernel()];
            Parameters parameters = new Parameters(weight, null, PostOps.NONE);
            for (MemoryFormat format : MemoryFormat.values()) {
                Problem problem = new Problem(geometry, format, format);
                for (Candidate candidate : bound.candidates(problem, parameters)) {
                    assertEquals(1, candidate.threads());
                    try (Kernel kernel = bound.create(problem, parameters, candidate)) {
                        assertEquals(1, threadsOf(geometry, kernel), () -> problem + " " + candidate);
                    }
                    probes++;
                }
            }
        }
        assertTrue(probes > 50, probes + " candidates");
        // That the test can fail.
        OneDnnKernels free = new OneDnnKernels(library, OmpThreads.of(OptionalInt.of(2)));
        Geometry geometry = Spelling.parse("ic64ih56oc64oh56kh3ph1").geometry(1);
        Problem problem = new Problem(geometry, MemoryFormat.CHANNELS_LAST, MemoryFormat.CHANNELS_LAST);
        Parameters parameters = new Parameters(new float[64 * 64 * 9], null, PostOps.NONE);
        try (Kernel kernel = free.create(problem, parameters, new Candidate("*", Candidate.ANY, Candidate.ANY, 0, 2))) {
            assertEquals(2, threadsOf(geometry, kernel));
        }
    }

    /** How many threads a thread of its own is when it has run a kernel: OpenMP's take the name of the one that makes them. */
    private static long threadsOf(Geometry geometry, Kernel kernel) throws InterruptedException {
        String name = "probe" + System.nanoTime() % 1_000_000_000L;
        long[] count = new long[1];
        Thread thread = new Thread(
                () -> {
                    try (Workspace workspace = kernel.newWorkspace()) {
                        workspace.run(
                                Storage.allocate((long) Float.BYTES * geometry.inputElements()),
                                null,
                                Storage.allocate((long) Float.BYTES * geometry.outputElements()));
                    }
                    count[0] = OneThreadedCalls.threadsNamed(name);
                },
                name);
        thread.start();
        thread.join();
        return count[0];
    }

    /** Layers whose data are reordered in all ways, run where OpenMP would take all cores. */
    static final class OneThreadedCalls {
        public static void main(String[] arguments) throws IOException {
            OneDnn.load().orElseThrow();
            int threads = Integer.parseInt(arguments[0]);
            long before = openMpThreadCount();
            int[][] layers = {
                {32, 32, 1}, {67, 35, 1}, {128, 128, 32}, {96, 96, 96}, {64, 64, 16}, {3, 16, 1}, {1, 1, 1}
            };
            for (int[] layer : layers) {
                run(threads, layer[0], layer[1], layer[2], 56);
                run(threads, layer[0], layer[1], layer[2], 7);
            }
            System.out.println((openMpThreadCount() - before) + " new threads");
        }

        private static void run(int threads, int in, int out, int groups, int size) {
            try (Conv2d conv = Conv2d.builder(in, out, 3)
                    .groups(groups)
                    .padding(1)
                    .residual(true)
                    .threads(threads)
                    .build()) {
                for (MemoryFormat from : MemoryFormat.values()) {
                    for (MemoryFormat to : MemoryFormat.values()) {
                        try (Conv2dPlan plan = conv.plan(from, to, 1, in, size, size)) {
                            PlanDescription description = plan.describe();
                            Tensor output = Tensor.zeros(to, plan.outputShape());
                            plan.execute(
                                    Tensor.zeros(from, plan.inputShape()),
                                    Tensor.zeros(to, plan.outputShape()),
                                    output);
                            System.out.println(description + ": " + openMpThreadCount());
                        }
                    }
                }
            }
        }

        /** Threads that bear the name of the process: the JVM gives its own others. */
        private static long openMpThreadCount() {
            return threadsNamed("java");
        }

        static long threadsNamed(String wanted) {
            try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
                return tasks.filter(task -> name(task).equals(wanted)).count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String name(Path task) {
            try {
                return Files.readString(task.resolve("comm")).strip();
            } catch (IOException e) {
                return "gone";
            }
        }
    }
}
