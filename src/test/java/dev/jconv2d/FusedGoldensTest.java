package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.testing.Native;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Functions and fused layers against PyTorch, and not against the library's own formulas. The files are written by
 * FusedGoldens in bench/, which runs PyTorch.
 */
class FusedGoldensTest {
    private static final Map<String, Activation> ACTIVATIONS = Stream.of(
                    Activation.relu(),
                    Activation.leakyRelu(0.01f),
                    Activation.leakyRelu(0.2f),
                    Activation.relu6(),
                    Activation.hardtanh(-1, 1),
                    Activation.hardtanh(-0.5f, 2),
                    Activation.elu(1),
                    Activation.elu(0.5f),
                    Activation.gelu(),
                    Activation.geluTanh(),
                    Activation.silu(),
                    Activation.sigmoid(),
                    Activation.tanh(),
                    Activation.hardswish(),
                    Activation.hardsigmoid(),
                    Activation.mish())
            .collect(Collectors.toMap(Activation::toString, Function.identity()));

    /** The two libraries' exp, erf, tanh and log1p are right to a few units in a double's last place, here 2 or 3. */
    private static final double DOUBLE_ROUNDING = 8 * 0x1p-53;

    private static final double FLOAT_ROUNDING = 4 * 0x1p-24;

    /** By no more than this, hardswish's at 3, does a function of the file enlarge the error of its sum. */
    private static final double STEEPEST = 1.5;

    @Test
    void functionsArePyTorchs() throws IOException {
        List<String> lines = lines("activations.tsv").toList();
        assertEquals("activation\tx\ty", lines.get(0));
        Set<Activation.Kind> seen = EnumSet.noneOf(Activation.Kind.class);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            Activation activation = activation(fields[0]);
            double x = Float.parseFloat(fields[1]);
            assertValue(activation, x, Double.parseDouble(fields[2]));
            seen.add(activation.kind());
        }
        assertEquals(EnumSet.allOf(Activation.Kind.class), seen);
        assertEquals(1 + 64 * ACTIVATIONS.size(), lines.size());
    }

    private static void assertValue(Activation activation, double x, double expected) {
        double got = activation.apply(x);
        // Both sides add 1 to what is nearly -1 for negative x, so what rounding leaves there is in proportion to x.
        boolean cancels = activation.kind() == Activation.Kind.GELU || activation.kind() == Activation.Kind.GELU_TANH;
        double bound = DOUBLE_ROUNDING * Math.abs(cancels ? x : expected);
        // Zeros are equal whatever their sign: PyTorch's ReLU keeps that of -0.
        assertTrue(
                Double.isFinite(expected) ? Math.abs(got - expected) <= bound : Double.compare(got, expected) == 0,
                () -> activation + " of " + x + " is " + got + " in place of " + expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "JAVA", "ONEDNN"})
    void fusedLayersArePyTorchs(Backend backend) throws IOException {
        Native.assume(backend);
        List<GoldenLayer> layers = GoldenLayer.read(lines("fused.tsv"));
        assertEquals(19, layers.size());
        Set<Activation.Kind> seen = EnumSet.noneOf(Activation.Kind.class);
        for (GoldenLayer layer : layers) {
            Conv2dBuilder builder = layer.builder().backend(backend);
            if (layer.has("activation")) {
                builder.activation(activation(layer.activation()));
                seen.add(activation(layer.activation()).kind());
            }
            try (Conv2d conv = builder.build()) {
                for (MemoryFormat format : MemoryFormat.values()) {
                    assertOutput(layer, run(conv, layer, format), backend + " " + format + " " + layer);
                }
            }
        }
        assertEquals(EnumSet.allOf(Activation.Kind.class), seen);
    }

    private static float[] run(Conv2d conv, GoldenLayer layer, MemoryFormat format) {
        Tensor input = Tensor.of(layer.floats("x"), layer.inputShape()).to(format);
        Tensor output = Tensor.zeros(format, conv.outputShape(layer.inputShape()));
        if (!layer.has("residual")) {
            return conv.forward(input, output).toArray();
        }
        Tensor residual = Tensor.of(layer.floats("residual"), output.shape()).to(format);
        return conv.forward(input, residual, output).toArray();
    }

    /**
     * The README's bound for sums in float32, on the sum of all magnitudes: folded weights, bias with the mean and all, residual.
     * Folding rounds each weight and the bias once, and oneDNN approximates the functions; both are as small as a few of the
     * units that the bound has dozens of (errors were 3 at most).
     */
    private static void assertOutput(GoldenLayer layer, float[] got, String where) {
        double[] expected = layer.doubles("y");
        double[] magnitudes = layer.doubles("magnitude");
        assertEquals(expected.length, got.length, where);
        for (int i = 0; i < got.length; i++) {
            int element = i;
            double bound = STEEPEST * FLOAT_ROUNDING * (Math.sqrt(layer.taps()) + 4) * magnitudes[i];
            assertTrue(
                    Math.abs(got[i] - expected[i]) <= bound,
                    () -> where + ": y[" + element + "] is " + got[element] + " in place of " + expected[element]
                            + ", bound " + bound);
        }
    }

    private static Activation activation(String name) {
        Activation activation = ACTIVATIONS.get(name);
        assertNotNull(activation, name);
        return activation;
    }

    private static Stream<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(FusedGoldensTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            // Not as a stream: the file is closed before its end is reached.
            return reader.lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }
}
