package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jconv2d.testing.Native;
import dev.jconv2d.testing.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One layer, many threads, many shapes. With the scratchpad that oneDNN manages itself this fails: {@code .ci/defects} tries it.
 */
@Timeout(120)
class ManyThreadsTest {
    private static final int THREADS = 16;
    private static final int SHAPES = 200;
    /** For plain Java, which takes a hundred times as long. */
    private static final int FEW_SHAPES = 20;

    /** An input, and what one thread alone made of it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Call(Tensor input, MemoryFormat outputFormat, float[] expected) {}

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"ONEDNN", "JAVA"})
    void sixteenThreadsGetWhatOneGets(Backend backend) throws InterruptedException {
        Native.assume(backend);
        try (Conv2d conv = layer(backend)) {
            List<Call> calls = calls(conv, backend == Backend.JAVA ? FEW_SHAPES : SHAPES);
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            inThreads(THREADS, index -> {
                SplittableRandom random = new SplittableRandom(Seed.value() + index);
                for (int i = 0; i < calls.size(); i++) {
                    // Near each other in the list, so that they meet; all over it in the end.
                    check(conv, calls.get((i + random.nextInt(3)) % calls.size()), wrong);
                }
            });
            assertEquals(List.of(), List.copyOf(wrong), "seed=" + Seed.value());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"ONEDNN", "JAVA"})
    void shortLivedThreadsGetWhatOneGets(Backend backend) throws InterruptedException {
        Native.assume(backend);
        try (Conv2d conv = layer(backend)) {
            List<Call> calls = calls(conv, backend == Backend.JAVA ? FEW_SHAPES : SHAPES);
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            for (int round = 0; round < 60; round++) {
                int first = round;
                inThreads(THREADS, index -> check(conv, calls.get((4 * first + index / 4) % calls.size()), wrong));
            }
            assertEquals(List.of(), List.copyOf(wrong), "seed=" + Seed.value());
        }
    }

    private static Conv2d layer(Backend backend) {
        return Conv2d.builder(24, 20, 3)
                .padding(1)
                .seed(1)
                .threads(1)
                .activation(Activation.relu())
                .backend(backend)
                .build();
    }

    private static List<Call> calls(Conv2d conv, int count) {
        SplittableRandom random = Seed.random();
        MemoryFormat[] formats = MemoryFormat.values();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] shape = {1 + i % 2, 24, 3 + i % 20, 3 + i / 20};
            Tensor input = Tensor.zeros(formats[random.nextInt(2)], shape);
            for (int j = 0; j < input.numel(); j++) {
                input.buffer().put(j, (float) random.nextDouble(-1, 1));
            }
            MemoryFormat format = formats[random.nextInt(2)];
            Tensor output = Tensor.zeros(format, conv.outputShape(shape));
            calls.add(new Call(input, format, conv.forward(input, output).toArray()));
        }
        return calls;
    }

    private static void check(Conv2d conv, Call call, Queue<String> wrong) {
        long[] shape = conv.outputShape(call.input.shape());
        try (Tensor output = Tensor.zeros(call.outputFormat, shape)) {
            if (!Arrays.equals(call.expected, conv.forward(call.input, output).toArray())) {
                wrong.add(call.input + " to " + output);
            }
        } catch (Throwable e) {
            wrong.add(call.input + ": " + e);
        }
    }

    private interface Body {
        void run(int index);
    }

    private static void inThreads(int count, Body body) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            Thread thread = new Thread(() -> body.run(index));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
