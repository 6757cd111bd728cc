package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.testing.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Plans that are kept, and what they say of themselves. */
class Conv2dPlanTest {
    private static final MemoryFormat NCHW = MemoryFormat.CONTIGUOUS;
    private static final MemoryFormat NHWC = MemoryFormat.CHANNELS_LAST;

    private static Conv2dBuilder layer() {
        return Conv2d.builder(2, 4, 3).seed(1);
    }

    @Test
    void computesWhatForwardDoes() {
        Tensor input = Tensor.of(ramp(60), 1, 2, 5, 6);
        for (Backend backend : new Backend[] {Backend.AUTO, Backend.JAVA}) {
            try (Conv2d conv = layer().backend(backend).build();
                    Conv2dPlan plan = conv.plan(1, 2, 5, 6)) {
                Tensor output = Tensor.zeros(plan.outputShape());
                assertSame(output, plan.execute(input, output));
                assertArrayEquals(conv.forward(input).toArray(), output.toArray());
                assertArrayEquals(new long[] {1, 2, 5, 6}, plan.inputShape());
                assertEquals("Conv2dPlan[1, 2, 5, 6] contiguous -> contiguous of " + conv, plan.toString());
                assertEquals(1, conv.plans().entries(), "forward uses the same");
            }
        }
    }

    @Test
    void outlivesEvictionButNotItsLayerNorItself() {
        Tensor input = Tensor.zeros(2, 5, 6);
        Tensor output = Tensor.zeros(4, 3, 4);
        Conv2d conv = layer().build();
        Conv2dPlan kept = conv.plan(2, 5, 6);
        Conv2dPlan closed = conv.plan(2, 5, 6);
        closed.close();
        closed.close();
        int entries = NativeConfig.current().count("plan.cache.entries");
        for (int i = 0; i < 2 * entries; i++) {
            conv.forward(Tensor.zeros(2, 5, 7 + i)).close();
        }
        assertEquals(entries, conv.plans().entries());
        kept.execute(input, output);
        assertThrows(IllegalStateException.class, () -> closed.execute(input, output));
        assertThrows(IllegalStateException.class, closed::describe);
        conv.close();
        assertThrows(IllegalStateException.class, () -> kept.execute(input, output));
        assertThrows(IllegalStateException.class, () -> conv.plan(2, 5, 6));
        // Native memory that is freed by now must not be asked.
        assertThrows(IllegalStateException.class, kept::describe);
        kept.close();
    }

    @Test
    void tellsHowChannelsLastRuns() {
        Native.assume(Backend.ONEDNN);
        int[][] layers = {{64, 64, 3, 1}, {64, 256, 1, 1}, {96, 96, 3, 96}, {3, 16, 3, 1}, {8, 8, 3, 1}, {64, 64, 3, 16}
        };
        for (int[] l : layers) {
            try (Conv2d conv = Conv2d.builder(l[0], l[1], l[2])
                            .groups(l[3])
                            .seed(1)
                            .build();
                    Conv2dPlan plan = conv.plan(NHWC, NHWC, 1, l[0], 28, 28)) {
                PlanDescription description = plan.describe();
                assertEquals(List.of(), description.reorders(), conv::toString);
                assertEquals("nhwc", description.sourceLayout());
                assertEquals("nhwc", description.destinationLayout());
                assertTrue(
                        description.isNative() && !description.implementation().contains("ref"));
                assertTrue(description.heldBytes() >= 4 * conv.parameterCount());
                assertTrue(description.toString().contains("no reorders"), description::toString);
                assertTrue(!description.reason().isEmpty());
            }
        }
    }

    @Test
    void tellsItsReorders() {
        Native.assume(Backend.ONEDNN);
        try (Conv2d conv = Conv2d.builder(64, 64, 3).residual(true).seed(1).build()) {
            try (Conv2dPlan plan = conv.plan(NCHW, NHWC, 1, 64, 28, 28)) {
                PlanDescription description = plan.describe();
                assertTrue(description.reorders().get(0).startsWith("input nchw to "), description::toString);
                assertEquals(NCHW, description.inputFormat());
                assertEquals(NHWC, description.outputFormat());
                assertTrue(description.workspaceBytes() >= 4 * 64 * 28 * 28);
            }
            PlanDescription both = conv.describe(1, 64, 28, 28);
            assertEquals(3, both.reorders().size(), both::toString);
            assertTrue(both.reorders().get(1).startsWith("residual nchw to "), both::toString);
            assertTrue(both.reorders().get(2).endsWith(" to nchw"), both::toString);
            assertTrue(both.reason().contains("reordered quickly"), both::reason);
        }
    }

    @Test
    void refusesWithoutWriting() {
        float[] seven = new float[48];
        Arrays.fill(seven, 7);
        Tensor output = Tensor.of(seven, 1, 4, 3, 4);
        Tensor input = Tensor.zeros(1, 2, 5, 6);
        Tensor residual = Tensor.zeros(1, 4, 3, 4);
        ByteBuffer memory = ByteBuffer.allocateDirect(1024).order(ByteOrder.nativeOrder());
        for (Backend backend : new Backend[] {Backend.AUTO, Backend.REFERENCE}) {
            try (Conv2d conv = layer().backend(backend).build();
                    Conv2dPlan plan = conv.plan(1, 2, 5, 6);
                    Conv2d adds = layer().residual(true).backend(backend).build();
                    Conv2dPlan adding = adds.plan(1, 2, 5, 6)) {
                assertRefused("the plan is for mb1ic2ih5iw6", () -> plan.execute(Tensor.zeros(1, 2, 6, 5), output));
                assertRefused("must have shape [1, 2, 5, 6]", () -> plan.execute(Tensor.zeros(60), output));
                assertRefused("must have shape", () -> plan.execute(Tensor.zeros(2, 5, 6), Tensor.zeros(4, 3, 4)));
                assertRefused(
                        "input format = channels_last: must be contiguous", () -> plan.execute(input.to(NHWC), output));
                assertRefused(
                        "output format = channels_last: must be contiguous",
                        () -> plan.execute(input, output.to(NHWC)));
                assertRefused("output shape = [4, 3, 4]", () -> plan.execute(input, Tensor.zeros(4, 3, 4)));
                assertRefused("must be given", () -> adding.execute(input, output));
                assertRefused("must be given", () -> adds.forward(input, output));
                assertRefused("must be given", () -> adds.forward(input));
                assertRefused("must be given", () -> adds.forward(new float[60], 1, 2, 5, 6));
                assertRefused("must not be given", () -> plan.execute(input, residual, output));
                assertRefused("must not be given", () -> conv.forward(input, residual, output));
                assertRefused(
                        "residual shape = [1, 4, 4, 3]", () -> adds.forward(input, Tensor.zeros(1, 4, 4, 3), output));
                assertRefused("residual format = channels_last", () -> adds.forward(input, residual.to(NHWC), output));
                assertRefused("must not share memory with residual", () -> adds.forward(input, output, output));
                Tensor inside = Tensor.wrap(memory, 1, 2, 5, 6);
                assertRefused(
                        "must not share memory with input",
                        () -> plan.execute(inside, Tensor.wrap(memory, 1, 4, 3, 4)));
                Tensor readOnly = Tensor.wrap(memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder()), 1, 4, 3, 4);
                assertRefused("must not be read-only", () -> plan.execute(input, readOnly));
                Tensor low = Tensor.wrap(memory, 1, 4, 3, 4);
                Tensor high = Tensor.wrap(memory.slice(188, 400).order(ByteOrder.nativeOrder()), 1, 4, 3, 4);
                assertRefused("must not share memory with residual", () -> adds.forward(input, low, high));
                assertThrows(NullPointerException.class, () -> adds.forward(input, null, output));
                assertThrows(NullPointerException.class, () -> plan.execute(null, output));
                assertThrows(NullPointerException.class, () -> plan.execute(input, null));
                assertArrayEquals(seven, output.toArray());
                assertArrayEquals(new float[48], high.toArray());
            }
        }
    }

    @Test
    void noPlanIsMadeForACallThatCannotBe() {
        ByteBuffer memory = ByteBuffer.allocateDirect(1024).order(ByteOrder.nativeOrder());
        try (Conv2d conv = layer().build()) {
            Tensor input = Tensor.wrap(memory, 1, 2, 5, 6);
            Tensor output = Tensor.wrap(memory, 1, 4, 3, 4);
            assertRefused("must not share memory", () -> conv.forward(input, output));
            Tensor closed = Tensor.zeros(1, 2, 5, 6);
            closed.close();
            assertThrows(IllegalStateException.class, () -> conv.forward(closed, output));
            assertThrows(IllegalStateException.class, () -> conv.forward(input, closedOutput()));
            assertEquals(0, conv.plans().entries());
        }
    }

    private static Tensor closedOutput() {
        Tensor output = Tensor.zeros(1, 4, 3, 4);
        output.close();
        return output;
    }

    @Test
    void aResidualMayBeTheInput() {
        try (Conv2d conv = Conv2d.builder(3, 3, 3)
                        .padding(1)
                        .residual(true)
                        .seed(1)
                        .build();
                Conv2d plain = Conv2d.builder(3, 3, 3).padding(1).seed(1).build()) {
            Tensor x = Tensor.of(ramp(75), 1, 3, 5, 5);
            float[] sum = plain.forward(x).toArray();
            float[] got = conv.forward(x, x, Tensor.zeros(1, 3, 5, 5)).toArray();
            for (int i = 0; i < sum.length; i++) {
                assertEquals(sum[i] + ramp(75)[i], got[i], 1e-6f);
            }
        }
    }

    @Test
    @Timeout(60)
    void closingWhileOthersRunEndsWellForBoth() throws InterruptedException {
        Tensor input = Tensor.of(ramp(16 * 400), 1, 16, 20, 20);
        int allRuns = 0;
        for (int round = 0; round < 300; round++) {
            Conv2d conv = Conv2d.builder(16, 8, 3).seed(1).build();
            float[] expected = conv.forward(input).toArray();
            Conv2dPlan plan = conv.plan(1, 16, 20, 20);
            AtomicReference<Object> wrong = new AtomicReference<>();
            AtomicInteger runs = new AtomicInteger();
            Thread[] threads = new Thread[4];
            for (int t = 0; t < threads.length; t++) {
                boolean kept = t % 2 == 0;
                threads[t] = new Thread(() -> {
                    try (Tensor output = Tensor.zeros(1, 8, 18, 18)) {
                        while (true) {
                            if (kept) {
                                plan.execute(input, output);
                            } else {
                                conv.forward(input, output);
                            }
                            if (!Arrays.equals(expected, output.toArray())) {
                                wrong.set(output.toArray());
                            }
                            runs.incrementAndGet();
                        }
                    } catch (IllegalStateException e) {
                        // Closed, as it must be.
                    } catch (Throwable e) {
                        wrong.set(e);
                    }
                });
                threads[t].start();
            }
            Thread.sleep(round % 4);
            allRuns += runs.get();
            if (round % 3 == 0) {
                plan.close();
            }
            conv.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertNull(wrong.get());
        }
        assertTrue(allRuns > 0, "no run before a close");
    }

    @Test
    @Timeout(60)
    void closingTensorsWhileOthersUseThemEndsWell() throws InterruptedException {
        float[] values = ramp(16 * 400);
        try (Conv2d conv = Conv2d.builder(16, 8, 3).seed(1).build()) {
            float[] expected = conv.forward(Tensor.of(values, 1, 16, 20, 20)).toArray();
            for (int round = 0; round < 300; round++) {
                Tensor input = Tensor.of(values, 1, 16, 20, 20);
                CountDownLatch begun = new CountDownLatch(1);
                AtomicReference<Object> wrong = new AtomicReference<>();
                Thread thread = new Thread(() -> {
                    try {
                        while (true) {
                            try (Tensor output = conv.forward(input)) {
                                if (!Arrays.equals(expected, output.toArray())) {
                                    wrong.set(output.toArray());
                                }
                            }
                            begun.countDown();
                        }
                    } catch (IllegalStateException e) {
                        // Closed, as it must be in the end.
                    } catch (Throwable e) {
                        wrong.set(e);
                    }
                });
                thread.start();
                begun.await();
                input.close();
                // Draws what was given back, and writes over it.
                Tensor.zeros(1, 16, 20, 20).close();
                thread.join();
                assertNull(wrong.get());
            }
        }
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % 7 - 3;
        }
        return values;
    }

    private static void assertRefused(String message, Executable call) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }
}
