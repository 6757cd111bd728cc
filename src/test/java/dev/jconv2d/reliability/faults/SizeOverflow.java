package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sizes from the edges of int and long in every field. What is accepted must be what exact arithmetic accepts, with the output
 * that it gives; nothing else may be, and nothing may come to native code.
 */
public final class SizeOverflow implements Fault {
    private static final long INT = 1L << 31;
    private static final long[] SIZES = {
        0,
        1,
        1,
        2,
        3,
        5,
        7,
        INT - 2,
        INT - 1,
        INT,
        INT + 1,
        2 * INT,
        2 * INT + 1,
        1L << 61,
        1L << 62,
        (1L << 62) + 1,
        Long.MAX_VALUE,
        46341,
        65536,
        536870911,
        536870912,
        1073741824
    };
    private static final int[] PARAMETERS = {
        1, 1, 1, 2, 3, 5, 46341, 65536, 1 << 29, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
    };
    private static final BigInteger LIMIT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger FLOAT = BigInteger.valueOf(Float.BYTES);
    private static final PaddingMode[] MODES = PaddingMode.values();

    private final ByteBuffer small = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());

    @Override
    public void run(Trial trial) {
        SplittableRandom random = trial.random(0);
        try (Conv2d conv =
                Conv2d.builder(1, 1, 1).seed(1).backend(Backend.ONEDNN).build()) {
            AtomicLong natives = NativeProbe.countCalls();
            for (long i = 0; i < trial.tries(); i++) {
                if (random.nextInt(4) == 0) {
                    tensor(random, conv, trial);
                } else {
                    layer(random, trial);
                }
                if (natives.getAndSet(0) != 0) {
                    trial.violation("native code was called");
                }
            }
            NativeProbe.leave();
        }
    }

    /** Shapes as they are: none with more than a few bytes must become a tensor, or be run. */
    private void tensor(SplittableRandom random, Conv2d conv, Trial trial) {
        long[] shape = sizes(random, random.nextInt(5) == 0 ? random.nextInt(7) : 4);
        boolean fits = bytes(shape).compareTo(LIMIT) <= 0;
        long elements = fits ? Arrays.stream(shape).reduce(1, (a, b) -> a * b) : -1;
        if (fits && elements <= 16) {
            trial.require(Tensor.wrap(small, shape).numel() == elements, "wrong count of " + Arrays.toString(shape));
            trial.happened("accepted rightly");
            return;
        }
        String text = Arrays.toString(shape);
        refused(trial, "wrap " + text, () -> Tensor.wrap(small, shape));
        refused(trial, "forward of " + text, () -> conv.forward(new float[1], shape));
        if (!fits) {
            refused(trial, "zeros " + text, () -> Tensor.zeros(shape));
            refused(trial, "plan " + text, () -> conv.plan(MemoryFormat.CHANNELS_LAST, MemoryFormat.CONTIGUOUS, shape));
        }
        trial.happened("refused rightly");
    }

    private static void refused(Trial trial, String what, Runnable call) {
        try {
            call.run();
            trial.violation(what + " was accepted");
        } catch (IllegalArgumentException e) {
            trial.require(!e.getMessage().isBlank(), what + ": no message");
        }
    }

    private static void layer(SplittableRandom random, Trial trial) {
        int groups = parameter(random);
        int in = random.nextBoolean() ? groups : parameter(random);
        int out = random.nextBoolean() ? groups : parameter(random);
        int[] p = new int[10];
        for (int i = 0; i < p.length; i++) {
            p[i] = parameter(random) - (i < 4 && random.nextInt(3) > 0 ? 1 : 0);
        }
        Padding padding = Padding.of(Math.max(p[0], 0), Math.max(p[1], 0), Math.max(p[2], 0), Math.max(p[3], 0));
        PaddingMode mode = MODES[random.nextInt(3) == 0 ? random.nextInt(4) : 0];
        long[] shape = sizes(random, 4);
        if (random.nextInt(4) > 0) {
            shape[1] = in;
        }
        long[] expected = expected(in, out, groups, p, padding, mode, shape);
        String what = "in " + in + " out " + out + " groups " + groups + " " + Arrays.toString(p) + " " + mode + " on "
                + Arrays.toString(shape);
        try {
            long[] got = new Conv2dOptions(
                            in,
                            out,
                            new HW(p[4], p[5]),
                            new HW(p[6], p[7]),
                            padding,
                            new HW(p[8], p[9]),
                            groups,
                            false,
                            mode)
                    .outputShape(shape);
            trial.require(
                    Arrays.equals(expected, got),
                    what + " gave " + Arrays.toString(got) + ", exactly " + Arrays.toString(expected));
            trial.happened("accepted rightly");
        } catch (IllegalArgumentException e) {
            trial.require(expected.length == 0, what + " was refused: " + e.getMessage());
            trial.happened("refused rightly");
        }
    }

    /** The output's shape by exact arithmetic, or nothing if the call is to be refused. */
    private static long[] expected(
            int in, int out, int groups, int[] p, Padding padding, PaddingMode mode, long[] shape) {
        long[] refused = {};
        long[] weight = {out, in / groups, p[4], p[5]};
        long[] pads = padding.resolve(new HW(p[4], p[5]), new HW(p[8], p[9]));
        if (in % groups != 0 || out % groups != 0 || bytes(weight).compareTo(LIMIT) > 0) {
            return refused;
        }
        if (bytes(shape).compareTo(LIMIT) > 0 || shape[1] != in || shape[2] == 0 || shape[3] == 0) {
            return refused;
        }
        long[] result = {shape[0], out, 0, 0};
        long[] padded = shape.clone();
        for (int axis = 0; axis < 2; axis++) {
            long size = shape[2 + axis];
            long largest = Math.max(pads[axis], pads[axis + 2]);
            if ((mode == PaddingMode.REFLECT && largest >= size) || (mode == PaddingMode.CIRCULAR && largest > size)) {
                return refused;
            }
            BigInteger whole = big(size).add(big(pads[axis])).add(big(pads[axis + 2]));
            BigInteger extent = big(p[8 + axis]).multiply(big(p[4 + axis] - 1L)).add(BigInteger.ONE);
            if (extent.compareTo(whole) > 0) {
                return refused;
            }
            result[2 + axis] = whole.subtract(extent)
                    .divide(big(p[6 + axis]))
                    .add(BigInteger.ONE)
                    .longValueExact();
            padded[2 + axis] = whole.longValueExact();
        }
        if (mode != PaddingMode.ZEROS && bytes(padded).compareTo(LIMIT) > 0) {
            return refused;
        }
        return bytes(result).compareTo(LIMIT) > 0 ? refused : result;
    }

    /** Of a tensor; an empty one is held to the limit as if its zeros were ones. */
    private static BigInteger bytes(long... shape) {
        BigInteger bytes = FLOAT;
        for (long size : shape) {
            bytes = bytes.multiply(big(Math.max(size, 1)));
        }
        return bytes;
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    /** Mostly small but for one or two, so that much of it is nearly right. */
    private static long[] sizes(SplittableRandom random, int rank) {
        long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = random.nextBoolean() ? 1 + random.nextInt(4) : SIZES[random.nextInt(SIZES.length)];
        }
        return sizes;
    }

    private static int parameter(SplittableRandom random) {
        return random.nextInt(3) > 0 ? 1 + random.nextInt(4) : PARAMETERS[random.nextInt(PARAMETERS.length)];
    }
}
