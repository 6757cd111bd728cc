package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Geometry against its definition, tried out pixel by pixel on random axes. */
class GeometryTest {
    private static final int TRIES = 20_000;

    private final SplittableRandom random = Seed.random();

    @Test
    void outputSizeCountsTheWindowsThatFit() {
        for (int i = 0; i < TRIES; i++) {
            int in = random.nextInt(1, 15);
            int kernel = random.nextInt(1, 6);
            int stride = random.nextInt(1, 5);
            int dilation = random.nextInt(1, 5);
            int begin = random.nextInt(5);
            int end = random.nextInt(5);
            int windows = 0;
            for (int first = -begin; first + (kernel - 1) * dilation < in + end; first += stride) {
                windows++;
            }
            String problem = problem(in, kernel, stride, dilation, begin, end);
            if (windows == 0) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Axis.of("height", in, kernel, stride, dilation, begin, end, PaddingMode.ZEROS),
                        problem);
            } else {
                Axis axis = Axis.of("height", in, kernel, stride, dilation, begin, end, PaddingMode.ZEROS);
                assertEquals(windows, axis.out(), problem);
            }
        }
    }

    @Test
    void sourcesAreThoseOfAPaddedCopy() {
        for (int i = 0; i < TRIES; i++) {
            PaddingMode mode = List.of(PaddingMode.values()).get(random.nextInt(4));
            int in = random.nextInt(1, 12);
            int most = mode == PaddingMode.REFLECT ? in - 1 : mode == PaddingMode.CIRCULAR ? in : 12;
            int begin = random.nextInt(most + 1);
            int end = random.nextInt(most + 1);
            List<Integer> copy = paddedCopy(in, begin, end, mode);
            Axis axis = Axis.of("height", in, 1, 1, 1, begin, end, mode);
            for (int position = 0; position < copy.size(); position++) {
                assertEquals(
                        copy.get(position),
                        axis.source(position - begin, mode),
                        mode + " " + problem(in, 1, 1, 1, begin, end) + " position " + position);
            }
        }
    }

    /** Built by growing the row one pixel at a time at each end, as one would by hand. */
    private static List<Integer> paddedCopy(int in, int begin, int end, PaddingMode mode) {
        List<Integer> row = new ArrayList<>();
        for (int i = 0; i < in; i++) {
            row.add(i);
        }
        List<Integer> before = new ArrayList<>();
        for (int i = 1; i <= begin; i++) {
            before.add(
                    0,
                    switch (mode) {
                        case ZEROS -> -1;
                        case REFLECT -> row.get(i);
                        case REPLICATE -> row.get(0);
                        case CIRCULAR -> row.get(in - i);
                    });
        }
        List<Integer> after = new ArrayList<>();
        for (int i = 1; i <= end; i++) {
            after.add(
                    switch (mode) {
                        case ZEROS -> -1;
                        case REFLECT -> row.get(in - 1 - i);
                        case REPLICATE -> row.get(in - 1);
                        case CIRCULAR -> row.get(i - 1);
                    });
        }
        before.addAll(row);
        before.addAll(after);
        return before;
    }

    @Test
    void findsEmptyWindows() {
        for (int i = 0; i < TRIES; i++) {
            int in = random.nextInt(1, 6);
            int kernel = random.nextInt(1, 5);
            int dilation = random.nextInt(1, 7);
            int stride = random.nextInt(1, 4);
            int begin = random.nextInt(9);
            int end = random.nextInt(9);
            if (in + begin + end < (kernel - 1) * dilation + 1) {
                continue;
            }
            Axis axis = Axis.of("width", in, kernel, stride, dilation, begin, end, PaddingMode.ZEROS);
            boolean expected = false;
            for (int window = 0; window < axis.out(); window++) {
                boolean empty = true;
                for (int tap = 0; tap < kernel; tap++) {
                    empty &= axis.source(axis.position(window, tap), PaddingMode.ZEROS) < 0;
                }
                expected |= empty;
            }
            assertEquals(expected, axis.hasEmptyWindow(), problem(in, kernel, stride, dilation, begin, end));
        }
    }

    @Test
    void sameKeepsTheSizeAndPutsTheExtraPixelLast() {
        for (int kernel = 1; kernel <= 8; kernel++) {
            for (int dilation = 1; dilation <= 4; dilation++) {
                Conv2dOptions options = options(new HW(kernel, 2), Padding.SAME, new HW(dilation, 1));
                assertArrayEquals(new long[] {1, 3, 9, 11}, options.outputShape(1, 2, 9, 11));
                long[] pads = Padding.SAME.resolve(options.kernelSize(), options.dilation());
                assertEquals((long) dilation * (kernel - 1), pads[0] + pads[2]);
                assertTrue(pads[2] == pads[0] || pads[2] == pads[0] + 1);
                assertArrayEquals(new long[] {0, 1}, new long[] {pads[1], pads[3]});
            }
        }
    }

    @Test
    void extremeValuesAreRefusedOrExact() {
        int huge = Integer.MAX_VALUE;
        Conv2dOptions options = options(new HW(2, 1), Padding.of(huge, 0), new HW(huge, 1));
        // 2 * (2^31 - 1) + 1 padded pixels, and a kernel of 2^31 pixels: 2^31 windows, too many for a tensor.
        assertThrows(IllegalArgumentException.class, () -> options.outputShape(1, 2, 1, 1));
        Conv2dOptions strided = new Conv2dOptions(
                2, 3, new HW(2, 1), new HW(huge, 1), Padding.of(huge, 0), new HW(huge, 1), 1, false, PaddingMode.ZEROS);
        assertArrayEquals(new long[] {1, 3, 2, 1}, strided.outputShape(1, 2, 1, 1));
        long[] extremes = {-1, 0, 1, huge, huge + 1L, 1L << 32, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE};
        Conv2dOptions plain = options(HW.of(1), Padding.of(0), HW.of(1));
        for (long n : extremes) {
            for (long c : extremes) {
                for (long h : extremes) {
                    for (long w : extremes) {
                        // Channels are never right, so nothing may be accepted; and the error must be ours.
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> plain.outputShape(n, c, h, w),
                                () -> n + "," + c + "," + h + "," + w);
                        if (h > 1 || w > 1 || h < 1 || w < 1 || n > 1 || n < 0) {
                            long hh = h;
                            assertThrows(IllegalArgumentException.class, () -> plain.outputShape(n, 2, hh, huge));
                        }
                    }
                }
            }
        }
    }

    @Test
    void kernelOneMorePixelThanTheInputIsRefused() {
        // Truncating division would make one window of it: (-1) / 2 = 0.
        Conv2dOptions options =
                new Conv2dOptions(1, 1, HW.of(4), HW.of(2), Padding.of(0), HW.of(1), 1, false, PaddingMode.ZEROS);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> options.outputShape(1, 1, 3, 8));
        assertTrue(refused.getMessage().contains("kernel_size = 4"), refused.getMessage());
    }

    @Test
    void spellingIsOneDnns() {
        Conv2dOptions options = new Conv2dOptions(
                64, 32, HW.of(3), new HW(1, 2), Padding.of(1, 1, 1, 2), HW.of(1), 2, false, PaddingMode.ZEROS);
        assertEquals(
                "g2mb5ic64ih56iw8oc32oh56ow5kh3sw2ph1pw1:2",
                Geometry.of(options, 5, 64, 56, 8).toString());
    }

    private static Conv2dOptions options(HW kernel, Padding padding, HW dilation) {
        return new Conv2dOptions(2, 3, kernel, HW.of(1), padding, dilation, 1, true, PaddingMode.ZEROS);
    }

    private static String problem(int in, int kernel, int stride, int dilation, int begin, int end) {
        return "seed=" + Seed.value() + " in=" + in + " k=" + kernel + " s=" + stride + " d=" + dilation + " p=" + begin
                + ":" + end;
    }
}
