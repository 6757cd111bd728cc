package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.util.Arrays;

/** Exact arithmetic on the sizes that files claim. */
final class Sizes {
    /** What one tensor holds. */
    private static final long MAX_TENSOR_BYTES = Integer.MAX_VALUE;

    private Sizes() {}

    /**
     * The number of elements of a shape that is to become a tensor. Zeros count as one against the limit, as they do in
     * {@link dev.jconv2d.Tensor#zeros}, so that what passes here is never refused there.
     *
     * @throws FormatException if a size is negative or a tensor cannot hold so much
     */
    static int tensorElements(Object file, String what, long[] shape) throws FormatException {
        long bytes = Float.BYTES;
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                throw new FormatException(file, what + "shape = " + text(shape) + ": sizes must not be negative");
            }
            empty |= size == 0;
            // Both factors are below 2^31 by the second test, so the product cannot overflow.
            if (size > MAX_TENSOR_BYTES || bytes * Math.max(size, 1) > MAX_TENSOR_BYTES) {
                throw new FormatException(
                        file,
                        what + "shape = " + text(shape)
                                + ": needs more than 2 GiB - 1 of float32, the limit of a tensor");
            }
            bytes *= Math.max(size, 1);
        }
        return empty ? 0 : (int) (bytes / Float.BYTES);
    }

    /**
     * The bytes of elements of so many bits each, sizes not negative; whole bytes, or it is refused.
     *
     * @throws FormatException if they overflow a long or end within a byte
     */
    static long bytes(Object file, String what, long[] shape, int bits) throws FormatException {
        long total = bits;
        for (long size : shape) {
            if (size == 0) {
                return 0;
            }
        }
        try {
            for (long size : shape) {
                total = Math.multiplyExact(total, size);
            }
        } catch (ArithmeticException e) {
            throw new FormatException(file, what + "shape = " + text(shape) + ": more than 2^63 bits", e);
        }
        if (total % Byte.SIZE != 0) {
            throw new FormatException(file, what + "shape = " + text(shape) + ": " + total + " bits, not whole bytes");
        }
        return total / Byte.SIZE;
    }

    private static String text(long[] shape) {
        return Quoted.plain(Arrays.toString(shape));
    }
}
