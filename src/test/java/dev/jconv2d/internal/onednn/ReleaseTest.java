package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.HW;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.planning.Candidate;
import dev.jconv2d.testing.Native;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C handles are let go of, each once: their count comes back to where it was, and a second release would crash. */
class ReleaseTest {
    private long before;

    @BeforeEach
    void needsOneDnn() throws InterruptedException {
        Native.assume(Backend.ONEDNN);
        // Layers that other tests have forgotten.
        awaitAtMost(0, 2);
        before = Handles.live();
    }

    private static Conv2d layer() {
        return Conv2d.builder(8, 8, 3)
                .padding(1)
                .seed(1)
                .backend(Backend.ONEDNN)
                .build();
    }

    /** On images so large that all get the same kernel, and Java none. */
    private static void run(Conv2d conv, int size) {
        int side = size + 30;
        conv.forward(new float[8 * side * side], 8, side, side);
    }

    @Test
    void closingALayerReleasesAllThatItsRunsMade() {
        for (int i = 0; i < 20; i++) {
            try (Conv2d conv = layer()) {
                IntStream.range(0, 32).parallel().forEach(task -> run(conv, 4 + task % 3));
                assertTrue(Handles.live() > before);
            }
            assertEquals(before, Handles.live());
        }
    }

    @Test
    void evictionReleasesToo() {
        int entries = NativeConfig.current().count("plan.cache.entries");
        try (Conv2d conv = layer()) {
            run(conv, 4);
            long onePlan = Handles.live() - before;
            for (int size = 5; size < 5 + 2 * entries; size++) {
                run(conv, size);
            }
            assertTrue(Handles.live() - before <= entries * onePlan, () -> (Handles.live() - before) + " handles");
        }
        assertEquals(before, Handles.live());
    }

    @Test
    void aKernelThatCannotBeMadeLeavesNothing() {
        // Without weights the making fails at packing them, when primitives and memory are there already.
        Conv2dOptions options =
                new Conv2dOptions(8, 8, HW.of(3), HW.of(1), Padding.of(0), HW.of(1), 1, false, PaddingMode.ZEROS);
        OneDnnLibrary library = OneDnn.load().orElseThrow();
        OneDnnKernels kernels = new OneDnnKernels(library, library.threads());
        Problem problem =
                new Problem(Geometry.of(options, 1, 8, 6, 6), MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS);
        assertThrows(
                NullPointerException.class,
                () -> kernels.create(
                        problem,
                        new Parameters(null, null, PostOps.NONE),
                        new Candidate(
                                "*",
                                Candidate.ANY,
                                Candidate.ANY,
                                0,
                                library.threads().count())));
        assertEquals(before, Handles.live());
    }

    @Test
    void aForgottenLayerIsReleasedByTheGarbageCollector() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            run(layer(), 5);
        }
        assertTrue(awaitAtMost(before, 30), () -> (Handles.live() - before) + " handles left");
    }

    @Test
    void aPlanKeepsItsLayerAndBothGoTogether() throws InterruptedException {
        Conv2dPlan plan = layer().plan(1, 8, 35, 35);
        for (int i = 0; i < 5; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(Handles.live() > before);
        plan.execute(Tensor.zeros(1, 8, 35, 35), Tensor.zeros(1, 8, 35, 35));
        plan = null;
        assertTrue(awaitAtMost(before, 30), () -> (Handles.live() - before) + " handles left");
    }

    @Test
    void nothingThatIsInUseIsCollected() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!stop.get()) {
                System.gc();
            }
        });
        collector.start();
        try {
            float[] expected = null;
            // Calls wait for collections all the time, so a second is some tens of them.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() < end) {
                // Layer, plan and tensors are forgotten as soon as the call has begun.
                float[] got = layer().plan(1, 8, 9, 9)
                        .execute(Tensor.of(ramp(648), 1, 8, 9, 9), Tensor.zeros(1, 8, 9, 9))
                        .toArray();
                expected = expected == null ? got : expected;
                assertArrayEquals(expected, got);
            }
        } finally {
            stop.set(true);
            collector.join();
        }
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % 11 - 5;
        }
        return values;
    }

    private static boolean awaitAtMost(long count, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (Handles.live() > count && System.nanoTime() < end) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Handles.live() <= count;
    }
}
