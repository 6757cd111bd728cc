package dev.jconv2d.cli.verify;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.jconv2d.Activation;
import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Layers with residual and activation, compared with the definition on the reference backend's sums. */
final class FusedCalls {
    static final List<Activation> ACTIVATIONS = List.of(
            Activation.relu(),
            Activation.leakyRelu(0.01f),
            Activation.leakyRelu(-2),
            Activation.relu6(),
            Activation.hardtanh(-1, 1),
            Activation.hardtanh(0, 2.5f),
            Activation.hardtanh(-2, -0.5f),
            Activation.elu(1),
            Activation.elu(0.3f),
            Activation.gelu(),
            Activation.geluTanh(),
            Activation.silu(),
            Activation.sigmoid(),
            Activation.tanh(),
            Activation.hardswish(),
            Activation.hardsigmoid(),
            Activation.mish());
    /** oneDNN computes exp, erf and tanh by polynomials. */
    private static final double APPROXIMATION = 3e-6;

    private static final MemoryFormat[] FORMATS = MemoryFormat.values();

    private final SplittableRandom random;

    FusedCalls(long seed) {
        random = new SplittableRandom(seed);
    }

    void check(Case task, Backend backend) {
        Activation activation = random.nextInt(4) == 0 ? null : ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
        check(task, backend, activation, activation == null || random.nextBoolean());
    }

    void check(Case task, Backend backend, @Nullable Activation activation, boolean residual) {
        long[] shape = task.y().shape();
        float[] added = new float[task.y().count()];
        for (int i = 0; i < added.length; i++) {
            added[i] = task.integer() ? random.nextInt(-9, 10) : (float) random.nextDouble(-2, 2);
        }
        MemoryFormat from = FORMATS[random.nextInt(FORMATS.length)];
        MemoryFormat to = FORMATS[random.nextInt(FORMATS.length)];
        Conv2dBuilder builder = task.builder(backend).residual(residual);
        try (Conv2d conv = (activation == null ? builder : builder.activation(activation)).build();
                Tensor input = Tensor.of(task.x().toArray(), task.x().shape()).to(from);
                Tensor addend = Tensor.of(added, shape).to(to);
                Tensor output = Tensor.zeros(to, shape)) {
            if (residual) {
                conv.forward(input, addend, output);
            } else {
                conv.forward(input, output);
            }
            float[] got = output.toArray();
            Judge judge = new Judge(task);
            for (int i = 0; i < got.length; i++) {
                String fault = fault(judge, activation, residual ? added[i] : 0, got[i], i);
                assertNull(fault, task.name() + " " + conv + " " + from + " -> " + to);
            }
        }
    }

    /**
     * What is wrong with an output, or null if nothing is.
     *
     * @param added the residual's value
     */
    static @Nullable String fault(Judge judge, @Nullable Activation activation, float added, float got, int element) {
        Case task = judge.task();
        double sum = task.y().at(element) + (double) added;
        double expected = activation == null ? sum : activation.apply(sum);
        boolean right;
        if (Double.isNaN(sum)) {
            right = Float.isNaN(got);
        } else if (Double.isInfinite(sum)) {
            // What Activation's Javadoc leaves open: the limit, or NaN; never another number.
            boolean limit = got == (float) expected || Math.abs(got - expected) <= APPROXIMATION;
            right = limit || (activation != null && Float.isNaN(got));
        } else if (task.integer() && isExact(activation)) {
            right = (float) expected == got;
        } else {
            double slope = activation == null ? 1 : slope(activation);
            double bound = slope * (judge.scaledBound(element) + 0x1p-22 * Math.abs(added))
                    + (activation == null ? 0 : APPROXIMATION * Math.max(1, Math.abs(expected)));
            right = Math.abs(got - expected) <= bound;
        }
        return right ? null : "y" + task.y().indexOf(element) + ": " + got + " in place of " + expected;
    }

    /** How much a function may enlarge a difference; hardswish's is the largest of those without a parameter. */
    private static double slope(Activation activation) {
        return activation.kind() == Activation.Kind.HARDTANH ? 1 : Math.max(1.5, Math.abs(activation.alpha()));
    }

    private static boolean isExact(@Nullable Activation activation) {
        return activation == null
                || activation.kind() == Activation.Kind.HARDTANH
                || activation.equals(Activation.relu());
    }
}
