package dev.jconv2d.cli.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.jconv2d.Activation;
import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import dev.jconv2d.testing.Native;
import dev.jconv2d.testing.Seed;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend must do; a subclass each. */
abstract class BackendContract {
    private static final int SWEEP = Integer.getInteger("jconv2d.test.sweep", 400);

    abstract Backend backend();

    @BeforeEach
    void needsBackend() {
        Native.assume(backend());
    }

    @Test
    void givesPyTorchsOutputs() throws Exception {
        List<Case> cases = Goldens.cases();
        assertEquals(374, cases.size());
        assertEquals(121, cases.stream().filter(Case::integer).count());
        assertAllPass(cases);
    }

    @Test
    void refusesWhatPyTorchRefuses() throws Exception {
        List<Refusal> refusals = Goldens.refusals();
        assertEquals(162, refusals.size());
        List<String> failures = new ArrayList<>();
        Verifier verifier = new Verifier(failures::add);
        verifier.refusals(refusals, backend());
        assertEquals(List.of(), failures);
        assertEquals(162, verifier.passed());
    }

    @Test
    void agreesWithTheReferenceOnRandomCalls() {
        assertAllPass(new RandomCases(Seed.value()).next(SWEEP));
    }

    @Test
    void givesPyTorchsOutputsInEveryFormat() throws Exception {
        checkInEveryFormat(Goldens.cases());
    }

    @Test
    void agreesWithTheReferenceInEveryFormatAndWritesEveryElement() {
        checkInEveryFormat(new RandomCases(Seed.value() + 1).next(SWEEP / 2));
    }

    private void checkInEveryFormat(List<Case> cases) {
        for (Case task : cases) {
            try (Conv2d conv = task.layer(backend())) {
                for (MemoryFormat from : MemoryFormat.values()) {
                    for (MemoryFormat to : MemoryFormat.values()) {
                        Tensor output = Tensor.zeros(to, task.y().shape());
                        fill(output, Float.NaN);
                        conv.forward(
                                Tensor.of(task.x().toArray(), task.x().shape()).to(from), output);
                        assertEquals(
                                null,
                                new Judge(task).judge(output.toArray()),
                                () -> task.name() + " " + from + " -> " + to);
                    }
                }
            }
        }
    }

    @Test
    void fusesLikeTheReference() {
        FusedCalls calls = new FusedCalls(Seed.value() + 3);
        for (Case task : new RandomCases(Seed.value() + 3).next(SWEEP)) {
            calls.check(task, backend());
        }
    }

    @Test
    void everyActivationFusesLikeTheReference() {
        FusedCalls calls = new FusedCalls(Seed.value() + 4);
        List<Case> cases = new RandomCases(Seed.value() + 4).next(12);
        for (Activation activation : FusedCalls.ACTIVATIONS) {
            for (Case task : cases) {
                calls.check(task, backend(), activation, false);
                calls.check(task, backend(), activation, true);
            }
        }
    }

    @Test
    void skipsPaddedTapsEvenForInfiniteWeights() {
        // 0 * inf would be NaN: no backend may multiply what lies in the border.
        for (int channels : new int[] {1, 3, 16, 32}) {
            for (int groups : new int[] {1, channels}) {
                for (int stride = 1; stride <= 3; stride++) {
                    float[] w = new float[channels * channels / groups * 9];
                    Arrays.fill(w, 1);
                    for (int i = 0; i < w.length; i += 9) {
                        w[i] = Float.POSITIVE_INFINITY;
                    }
                    float[] x = new float[channels * 49];
                    Arrays.fill(x, 1);
                    float[][] outputs = new float[2][];
                    Backend[] pair = {backend(), Backend.REFERENCE};
                    for (int i = 0; i < 2; i++) {
                        try (Conv2d conv = Conv2d.builder(channels, channels, 3)
                                .stride(stride)
                                .padding(2)
                                .groups(groups)
                                .weight(w)
                                .bias(false)
                                .backend(pair[i])
                                .build()) {
                            outputs[i] = conv.forward(x, channels, 7, 7);
                        }
                    }
                    assertArrayEquals(outputs[1], outputs[0], channels + " channels, stride " + stride);
                }
            }
        }
    }

    @Test
    void oneLayerServesManyThreadsAndShapes() {
        List<Case> cases = new RandomCases(Seed.value() + 2).next(4);
        for (Case task : cases) {
            try (Conv2d conv = task.layer(backend())) {
                float[] expected = conv.forward(task.x().toArray(), task.x().shape());
                List<float[]> outputs = IntStream.range(0, 32)
                        .parallel()
                        .mapToObj(i -> conv.forward(task.x().toArray(), task.x().shape()))
                        .toList();
                for (float[] output : outputs) {
                    assertArrayEquals(expected, output, task.name());
                }
            }
        }
    }

    /** A plan meets other memory at each call, though mostly the pool has given it the same again. */
    @Test
    void onePlanGoesFromTensorToTensor() {
        Random random = new Random(Seed.value());
        try (Conv2d conv = Conv2d.builder(16, 16, 3)
                .padding(1)
                .seed(1)
                .residual(true)
                .backend(backend())
                .build()) {
            List<Tensor[]> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Tensor[] call = new Tensor[3];
                for (int j = 0; j < call.length; j++) {
                    call[j] = Tensor.zeros(1, 16, 9, 10);
                    fill(call[j], random.nextInt(1, 100));
                }
                calls.add(call);
            }
            List<float[]> outputs = new ArrayList<>();
            for (Tensor[] call : calls) {
                outputs.add(conv.forward(call[0], call[1], call[2]).toArray());
            }
            for (int i = 0; i < calls.size(); i++) {
                Tensor[] call = calls.get(i);
                assertArrayEquals(outputs.get(i), call[2].toArray(), "a later call wrote to an earlier one's output");
                try (Conv2d fresh = Conv2d.builder(16, 16, 3)
                        .padding(1)
                        .seed(1)
                        .residual(true)
                        .backend(backend())
                        .build()) {
                    assertArrayEquals(
                            fresh.forward(call[0], call[1], Tensor.zeros(1, 16, 9, 10))
                                    .toArray(),
                            outputs.get(i));
                }
            }
        }
    }

    private static void fill(Tensor tensor, float value) {
        FloatBuffer buffer = tensor.buffer();
        for (int i = 0; i < tensor.numel(); i++) {
            buffer.put(i, value);
        }
    }

    private void assertAllPass(List<Case> cases) {
        List<String> failures = new ArrayList<>();
        Verifier verifier = new Verifier(failures::add);
        verifier.cases(cases, backend());
        assertEquals("", String.join("\n", failures));
        assertEquals(cases.size(), verifier.passed());
        assertFalse(cases.isEmpty());
    }
}
