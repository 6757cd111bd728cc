package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.jconv2d.testing.Native;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call into the caller's own tensors leaves no byte on the Java heap, but for some where Java computes on several threads. */
class GarbageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** By forward and by plan, three sizes in four formats each, and one without batch. */
    private static final int CALLS = 2 * (3 * 4 + 1);

    /** For each thread that helps, its part of a call. */
    private static final int SMALL = 256;

    private static Stream<Conv2dBuilder> layers(Supplier<Conv2dBuilder> layer) {
        return Stream.of(
                layer.get(),
                layer.get().groups(16),
                layer.get().paddingMode(PaddingMode.REFLECT),
                layer.get().activation(Activation.relu6()),
                layer.get().residual(true).activation(Activation.silu()));
    }

    private static Conv2dBuilder layer(Backend backend) {
        return Conv2d.builder(16, 16, 3).padding(1).seed(1).backend(backend);
    }

    static Stream<Conv2dBuilder> nativeLayers() {
        return Stream.concat(
                layers(() -> layer(Backend.ONEDNN)),
                Stream.of(layer(Backend.ONEDNN).threads(1)));
    }

    static Stream<Conv2dBuilder> javaLayers() {
        return layers(() -> layer(Backend.JAVA));
    }

    @ParameterizedTest
    @MethodSource("nativeLayers")
    void nativeCallsMakeNone(Conv2dBuilder builder) {
        Native.assume(Backend.ONEDNN);
        assertEquals(0, bytesOf(builder, true));
    }

    @ParameterizedTest
    @MethodSource("javaLayers")
    void javaCallsMakeNoneOnOneThread(Conv2dBuilder builder) {
        assertEquals(0, bytesOf(builder.threads(1), false));
    }

    @ParameterizedTest
    @MethodSource("javaLayers")
    void javaCallsMakeLittleOnMany(Conv2dBuilder builder) {
        long most = (long) CALLS * SMALL;
        long bytes = bytesOf(builder.threads(2), false);
        assertTrue(bytes <= most, bytes + " bytes, at most " + most);
    }

    private static long bytesOf(Conv2dBuilder builder, boolean isNative) {
        try (Conv2d conv = builder.build()) {
            List<Runnable> calls = new ArrayList<>();
            // Scratch that is kept and, for the larger image, borrowed from the pool; shapes that take turns.
            for (int size : new int[] {16, 20, 90}) {
                for (MemoryFormat from : MemoryFormat.values()) {
                    for (MemoryFormat to : MemoryFormat.values()) {
                        addCalls(calls, conv, isNative, from, to, 1, 16, size, size);
                    }
                }
            }
            addCalls(calls, conv, isNative, MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS, 16, 17, 15);
            assertEquals(CALLS, calls.size());
            return bytesOf(calls);
        }
    }

    private static void addCalls(
            List<Runnable> calls, Conv2d conv, boolean isNative, MemoryFormat from, MemoryFormat to, long... shape) {
        Tensor in = Tensor.zeros(from, shape);
        Tensor residual = Tensor.zeros(to, conv.outputShape(shape));
        Tensor out = Tensor.zeros(to, conv.outputShape(shape));
        Conv2dPlan plan = conv.plan(from, to, shape);
        assertEquals(isNative, plan.describe().isNative());
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
