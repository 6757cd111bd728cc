package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Valid calls from all over the parameter space, their expected outputs from the reference backend. */
final class RandomCases {
    private static final int[] CHANNELS = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 31, 32, 33, 48, 64, 67};
    /** None so large that sums overflow on their way in float32 but not in double: PyTorch's would, too. */
    private static final float[] SPECIAL = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, 0x1p60f, -0x1p60f, 0x1p-140f
    };

    private static final List<PaddingMode> MODES = List.of(PaddingMode.values());

    private final SplittableRandom random;
    private final String prefix;

    RandomCases(long seed) {
        this.random = new SplittableRandom(seed);
        this.prefix = "seed=" + seed;
    }

    List<Case> next(int count) {
        List<Case> cases = new ArrayList<>();
        while (cases.size() < count) {
            int groups = random.nextInt(3) == 0 ? CHANNELS[random.nextInt(8)] : 1;
            boolean depthwise = groups > 1 && random.nextBoolean();
            int in = groups * (depthwise ? 1 : channels(groups));
            int out = groups * (depthwise ? 1 + random.nextInt(3) : channels(groups));
            HW kernel = pair(1, 5);
            boolean same = random.nextInt(6) == 0;
            Conv2dOptions options = new Conv2dOptions(
                    in,
                    out,
                    random.nextInt(4) == 0 ? HW.of(1) : kernel,
                    same ? HW.of(1) : pair(1, 3),
                    same ? Padding.SAME : padding(),
                    pair(1, 3),
                    groups,
                    random.nextBoolean(),
                    random.nextInt(8) < 5 ? PaddingMode.ZEROS : MODES.get(random.nextInt(4)));
            long[] shape = {random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3), in, size(), size()};
            if (random.nextInt(6) == 0) {
                shape = new long[] {in, shape[2], shape[3]};
            }
            if (accepts(options, shape)) {
                cases.add(make(options, shape, cases.size()));
            }
        }
        return cases;
    }

    private Case make(Conv2dOptions options, long[] inputShape, int index) {
        int kind = random.nextInt(8);
        boolean integer = kind < 3;
        boolean special = kind == 7;
        Values x = values(inputShape, integer, special);
        Values w = values(options.weightShape(), integer, special && random.nextBoolean());
        Values b = options.bias() ? values(new long[] {options.outChannels()}, integer, false) : null;
        long[] pads = options.padding().resolve(options.kernelSize(), options.dilation());
        Case open = new Case(
                prefix + "#" + index + " " + options + " on " + Arrays.toString(inputShape)
                        + (integer ? " int" : special ? " special" : " float"),
                options.stride(),
                new Case.Pads((int) pads[0], (int) pads[1], (int) pads[2], (int) pads[3]),
                options.padding(),
                options.dilation(),
                options.groups(),
                options.paddingMode(),
                integer,
                null,
                x,
                w,
                b,
                new Values(options.outputShape(inputShape), new float[0]));
        try (Conv2d reference = open.layer(Backend.REFERENCE)) {
            return withExpected(open, new Values(open.y().shape(), reference.forward(x.toArray(), x.shape())));
        }
    }

    static Case withExpected(Case task, Values y) {
        return new Case(
                task.name(),
                task.stride(),
                task.pads(),
                task.padding(),
                task.dilation(),
                task.groups(),
                task.paddingMode(),
                task.integer(),
                task.tolerance(),
                task.x(),
                task.w(),
                task.b(),
                y);
    }

    private Values values(long[] shape, boolean integer, boolean special) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] data = new float[count];
        for (int i = 0; i < count; i++) {
            data[i] = integer ? random.nextInt(-8, 9) : (float) random.nextDouble(-1, 1);
            if (special && random.nextInt(40) == 0) {
                data[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
        }
        return new Values(shape, data);
    }

    private int channels(int groups) {
        return CHANNELS[random.nextInt(groups == 1 ? CHANNELS.length : 8)];
    }

    private HW pair(int least, int most) {
        return new HW(random.nextInt(least, most + 1), random.nextInt(least, most + 1));
    }

    private Padding padding() {
        int h = random.nextInt(4);
        int w = random.nextInt(4);
        return random.nextInt(4) == 0
                ? Padding.of(h, w, random.nextInt(4), random.nextInt(4))
                : random.nextInt(8) == 0 ? Padding.VALID : Padding.of(h, w);
    }

    private int size() {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 1 + random.nextInt(14);
    }

    private static boolean accepts(Conv2dOptions options, long[] shape) {
        try {
            return options.outputShape(shape).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
