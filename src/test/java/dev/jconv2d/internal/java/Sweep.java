package dev.jconv2d.internal.java;

import dev.jconv2d.Activation;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.KernelProvider;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import dev.jconv2d.internal.reference.ReferenceKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Java's kernels held against the reference kernel, bit for bit on integers, on the shapes where blocks, tiles and rows have edges: every
 * number of channels from 1 to 33 and every width from 1 to 70 among them.
 */
final class Sweep {
    private static final long SEED = 5;

    private final Products products;
    private final Cut.Limits limits;
    private final List<String> failures = new ArrayList<>();
    private int calls;

    Sweep(Products products, Cut.Limits limits) {
        this.products = products;
        this.limits = limits;
    }

    /** Runs what a child JVM has by its flags; its last line says how many calls, and its exit code whether all agreed. */
    public static void main(String[] arguments) {
        Sweep sweep = new Sweep(Products.best(), Cut.Limits.CACHES);
        sweep.channels();
        sweep.widths();
        sweep.depthwise();
        sweep.groups();
        sweep.shapes();
        sweep.failures.forEach(System.out::println);
        System.out.println(
                sweep.products.reason() + ": " + sweep.calls + " calls, " + sweep.failures.size() + " wrong");
        System.exit(sweep.failures.isEmpty() ? 0 : 1);
    }

    List<String> failures() {
        return failures;
    }

    int calls() {
        return calls;
    }

    void channels() {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size <= 33; size++) {
            sizes.add(size);
        }
        sizes.addAll(List.of(47, 48, 49, 63, 64, 65, 96, 127, 128, 129, 257, 513));
        for (int out : sizes) {
            for (int in : new int[] {1, 2, 3, 17}) {
                check(1, in, out, 1, 5, 6, options(in, out, 1, 3, 2, 1, 1, 1, 0, 2));
                check(2, in, out, 1, 3, 7, options(in, out, 1, 1, 1, 1, 1, 1, 0, 0));
            }
        }
        for (int in : sizes) {
            check(1, in, 5, 1, 4, 4, options(in, 5, 1, 2, 3, 1, 1, 1, 1, 1));
        }
    }

    void widths() {
        for (int width = 1; width <= 70; width++) {
            for (int out : new int[] {2, 7, 20}) {
                for (int stride = 1; stride <= 3; stride++) {
                    check(1, 3, out, 1, 4, width, options(3, out, 1, 2, 3, 1, stride, 1, 1, 1));
                    check(1, 2, out, 1, 9, width, options(2, out, 1, 3, 3, stride, stride, 2, 3, 5));
                    check(1, 2, out, 1, width, 3, options(2, out, 1, 5, 1, stride, 1, 1, 2, 0));
                }
                check(2, 4, out, 1, 3, width, options(4, out, 1, 1, 1, 1, 2, 1, 0, 0));
            }
        }
        for (int width : new int[] {255, 511, 512, 513, 1030}) {
            check(1, 2, 3, 1, 2, width, options(2, 3, 1, 2, 3, 1, 1, 1, 1, 1));
        }
    }

    void depthwise() {
        for (int channels = 1; channels <= 33; channels++) {
            for (int multiplier = 1; multiplier <= 3; multiplier++) {
                for (int stride = 1; stride <= 2; stride++) {
                    int out = channels * multiplier;
                    check(
                            1,
                            channels,
                            out,
                            channels,
                            9,
                            10,
                            options(channels, out, channels, 3, 3, stride, stride, 1, 1, 1));
                    check(2, channels, out, channels, 5, 6, options(channels, out, channels, 2, 5, 1, stride, 1, 1, 2));
                }
            }
        }
        for (int width = 1; width <= 70; width++) {
            for (int channels : new int[] {2, 16, 19}) {
                check(
                        1,
                        channels,
                        channels,
                        channels,
                        8,
                        width,
                        options(channels, channels, channels, 3, 3, 1, 1, 1, 1, 1));
                check(
                        1,
                        channels,
                        channels,
                        channels,
                        width,
                        4,
                        options(channels, channels, channels, 3, 3, 1, 1, 2, 2, 2));
            }
        }
        for (int step = 2; step <= 4; step++) {
            // Outputs as far apart as taps.
            check(1, 9, 9, 9, 40, 41, options(9, 9, 9, 3, 3, step, step, step, 1, 2));
            check(1, 4, 4, 4, 30, 9, options(4, 4, 4, 3, 5, step, 1, step, 0, 2));
        }
        check(1, 700, 700, 700, 4, 5, options(700, 700, 700, 3, 3, 1, 1, 1, 1, 1));
        check(1, 3, 3, 3, 20, 20, options(3, 3, 3, 13, 13, 1, 1, 1, 6, 6));
    }

    void groups() {
        for (int groups = 2; groups <= 5; groups++) {
            for (int in = 1; in <= 5; in++) {
                for (int out : new int[] {1, 2, 3, 4, 5, 9, 16, 33, 70, 130}) {
                    check(
                            1,
                            groups * in,
                            groups * out,
                            groups,
                            6,
                            7,
                            options(groups * in, groups * out, groups, 3, 2, 1, 1, 1, 1, 1));
                }
            }
        }
    }

    /** What is computed as another problem on the same memory, and what is far beyond it. */
    void shapes() {
        for (int length = 1; length <= 70; length += 3) {
            check(3, 4, 7, 1, length, 1, options(4, 7, 1, 3, 1, 1, 1, 1, 1, 0));
            check(1, 6, 6, 6, length, 1, options(6, 6, 6, 3, 1, 2, 1, 1, 1, 0));
            check(length, 5, 6, 1, 1, 1, options(5, 6, 1, 1, 1, 1, 1, 1, 0, 0));
            check(length, 4, 36, 2, 2, 3, options(4, 36, 2, 1, 1, 1, 1, 1, 0, 0));
        }
        int max = Integer.MAX_VALUE;
        check(1, 1, 1, 1, 1, 1, options(1, 1, 1, 2, 2, max, max, max, max, max));
        check(1, 2, 2, 2, 1, 1, options(2, 2, 2, 2, 2, 1 << 30, 1 << 30, 1 << 30, max, max));
        // Taps, or outputs, far apart: what lies between is left out.
        check(1, 3, 5, 1, 200, 9, options(3, 5, 1, 2, 2, 40, 2, 20, 30, 12));
        check(2, 4, 4, 4, 190, 170, options(4, 4, 4, 3, 3, 50, 60, 9, 25, 33));
        check(1, 4, 4, 4, 97, 120, options(4, 4, 4, 3, 3, 24, 24, 24, 0, 5));
        check(1, 3, 4, 1, 150, 97, options(3, 4, 1, 3, 3, 24, 24, 24, 9, 0));
        check(1, 2, 3, 1, 2, 9, options(2, 3, 1, 2, 2, 1 << 16, 255, 1 << 8, max, 3));
        check(1, 24, 387, 3, 14, 14, options(24, 387, 3, 3, 3, 1, 1, 1, 1, 1));
        check(1, 2, 3, 1, 44, 44, options(2, 3, 1, 40, 40, 1, 1, 1, 0, 0));
    }

    private static Conv2dOptions options(
            int in, int out, int groups, int kh, int kw, int sh, int sw, int dilation, int padH, int padW) {
        return new Conv2dOptions(
                in,
                out,
                new HW(kh, kw),
                new HW(sh, sw),
                Padding.of(padH, padW),
                HW.of(dilation),
                groups,
                true,
                PaddingMode.ZEROS);
    }

    private void check(int batch, int in, int out, int groups, int height, int width, Conv2dOptions options) {
        Geometry geometry;
        try {
            geometry = Geometry.of(options, batch, in, height, width);
        } catch (IllegalArgumentException e) {
            return; // the kernel is larger than such an image
        }
        SplittableRandom random = new SplittableRandom(SEED + geometry.hashCode());
        float[] weight = integers(
                random,
                out
                        * (in / groups)
                        * geometry.height().kernel()
                        * geometry.width().kernel());
        float[] bias = integers(random, out);
        float[] x = integers(random, geometry.inputElements());
        float[] addend = integers(random, geometry.outputElements());
        boolean fused = random.nextBoolean();
        PostOps postOps = fused ? new PostOps(true, Activation.relu6()) : PostOps.NONE;
        Parameters parameters = new Parameters(weight, bias, postOps);
        int threads = random.nextInt(3) == 0 ? 3 : 1;
        for (MemoryFormat from : MemoryFormat.values()) {
            for (MemoryFormat to : MemoryFormat.values()) {
                Problem problem = new Problem(geometry, from, to);
                float @Nullable [] residual = fused ? addend : null;
                float[] expected =
                        run((p, w) -> new ReferenceKernel(p, w, 1, "oracle"), problem, parameters, x, residual);
                float[] actual = run(new JavaKernels(threads, products, limits), problem, parameters, x, residual);
                calls++;
                if (!Arrays.equals(expected, actual)) {
                    failures.add(problem + (fused ? " fused" : "") + ", " + threads + " threads");
                }
            }
        }
    }

    static float[] run(
            KernelProvider provider, Problem problem, Parameters parameters, float[] x, float @Nullable [] residual) {
        Geometry geometry = problem.geometry();
        Storage output = Storage.allocate(4L * geometry.outputElements());
        for (int i = 0; i < geometry.outputElements(); i++) {
            output.floats().put(i, Float.NaN);
        }
        try (Kernel kernel = provider.create(problem, parameters);
                Workspace workspace = kernel.newWorkspace()) {
            // Twice: the second run meets what the first has left in its scratch.
            workspace.run(storage(x), residual == null ? null : storage(residual), output);
            workspace.run(storage(x), residual == null ? null : storage(residual), output);
        }
        float[] result = new float[geometry.outputElements()];
        output.floats().get(0, result);
        for (int i = 0; i < result.length; i++) {
            result[i] += 0f; // both zeros are one
        }
        return result;
    }

    private static Storage storage(float[] values) {
        Storage storage = Storage.allocate(4L * values.length);
        storage.floats().put(0, values);
        return storage;
    }

    static float[] integers(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-4, 5);
        }
        return values;
    }
}
