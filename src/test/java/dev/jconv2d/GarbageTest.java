package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.jconv2d.testing.Native;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call into the caller's own tensors leaves no byte on the Java heap where native code computes. */
class GarbageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeEach
    void needsOneDnn() {
        Native.assume(Backend.ONEDNN);
    }

    private static Conv2dBuilder layer() {
        return Conv2d.builder(16, 16, 3).padding(1).seed(1).backend(Backend.ONEDNN);
    }

    static Stream<Conv2dBuilder> layers() {
        return Stream.of(
                layer(),
                layer().threads(1),
                layer().groups(16),
                layer().paddingMode(PaddingMode.REFLECT),
                layer().activation(Activation.relu6()),
                layer().residual(true).activation(Activation.silu()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void callsMakeNone(Conv2dBuilder builder) {
        try (Conv2d conv = builder.build()) {
            List<Runnable> calls = new ArrayList<>();
            // Scratch that is kept and, for the larger image, borrowed from the pool; shapes that take turns.
            for (int size : new int[] {6, 8, 90}) {
                for (MemoryFormat from : MemoryFormat.values()) {
                    for (MemoryFormat to : MemoryFormat.values()) {
                        addCalls(calls, conv, from, to, 1, 16, size, size);
                    }
                }
            }
            addCalls(calls, conv, MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS, 16, 7, 5);
            assertEquals(0, bytesOf(calls));
        }
    }

    private static void addCalls(List<Runnable> calls, Conv2d conv, MemoryFormat from, MemoryFormat to, long... shape) {
        Tensor in = Tensor.zeros(from, shape);
        Tensor residual = Tensor.zeros(to, conv.outputShape(shape));
        Tensor out = Tensor.zeros(to, conv.outputShape(shape));
        Conv2dPlan plan = conv.plan(from, to, shape);
        assertTrue(plan.describe().isNative());
        if (conv.residual()) {
            calls.add(() -> conv.forward(in, residual, out));
            calls.add(() -> plan.execute(in, residual, out));
        } else {
            calls.add(() -> conv.forward(in, out));
            calls.add(() -> plan.execute(in, out));
        }
    }

    /** A round that many do as well or better, since now and then the JVM itself makes some when it links or compiles. */
    private static long bytesOf(List<Runnable> calls) {
        long[] bytes = new long[60];
        for (int round = 0; round < bytes.length; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).run();
            }
            bytes[round] = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(bytes);
        return bytes[bytes.length * 3 / 4];
    }
}
