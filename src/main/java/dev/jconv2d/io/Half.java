package dev.jconv2d.io;

/** The two 16-bit floating-point formats, each value of which is a float32 too, so that the conversion is exact. */
final class Half {
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION_MASK = (1 << FRACTION_BITS) - 1;
    private static final int EXPONENT_MAX = 0x1f;

    /** The value of the last fraction bit of the smallest numbers: 2^-24. */
    private static final float DENORMAL_UNIT = 0x1p-24f;

    private Half() {}

    /** IEEE 754 binary16: 1 bit sign, 5 exponent, 10 fraction. A NaN keeps its payload. */
    static float fromFloat16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> FRACTION_BITS & EXPONENT_MAX;
        int fraction = bits & FRACTION_MASK;
        if (exponent == 0) {
            // Denormal or zero: a product of two exact floats; copySign, because 0 has a sign too.
            return Math.copySign(fraction * DENORMAL_UNIT, Float.intBitsToFloat(sign | 1));
        }
        int widened = exponent == EXPONENT_MAX ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }

    /** bfloat16: the upper half of a float32. */
    static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
