package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HalfTest {
    @Test
    void everyFloat16IsExact() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertBits(bits, expected(bits, 5, 10), Half.fromFloat16((short) bits));
        }
    }

    @Test
    void everyBfloat16IsExact() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertBits(bits, expected(bits, 8, 7), Half.fromBfloat16((short) bits));
        }
    }

    @Test
    void knownValues() {
        assertEquals(1f, Half.fromFloat16((short) 0x3c00));
        assertEquals(65504f, Half.fromFloat16((short) 0x7bff));
        assertEquals(0x1p-24f, Half.fromFloat16((short) 0x0001));
        assertEquals(0x1p-14f, Half.fromFloat16((short) 0x0400));
        assertEquals(-2f, Half.fromFloat16((short) 0xc000));
        assertEquals(1f, Half.fromBfloat16((short) 0x3f80));
        assertEquals(Float.NEGATIVE_INFINITY, Half.fromBfloat16((short) 0xff80));
    }

    /** The formats' definition, computed in double, where no intermediate result is rounded. */
    private static double expected(int bits, int exponentBits, int fractionBits) {
        double sign = bits >= 1 << 15 ? -1 : 1;
        int exponent = bits / (1 << fractionBits) % (1 << exponentBits);
        double fraction = bits % (1 << fractionBits) / Math.pow(2, fractionBits);
        int bias = (1 << (exponentBits - 1)) - 1;
        if (exponent == (1 << exponentBits) - 1) {
            return fraction == 0 ? sign / 0.0 : Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1 - bias)
                : sign * (1 + fraction) * Math.pow(2, exponent - bias);
    }

    private static void assertBits(int bits, double expected, float found) {
        assertEquals((double) (float) expected, expected, "bits " + Integer.toHexString(bits));
        // floatToIntBits tells -0 from 0 and makes all NaNs one.
        assertEquals(
                Float.floatToIntBits((float) expected),
                Float.floatToIntBits(found),
                "bits " + Integer.toHexString(bits));
        if (Double.isNaN(expected)) {
            assertEquals(
                    bits >= 1 << 15, Float.floatToRawIntBits(found) < 0, "NaN's sign " + Integer.toHexString(bits));
        }
    }
}
