package dev.jconv2d.internal;

import java.util.Arrays;

/** Exact arithmetic on shapes. */
public final class Shapes {
    /** A tensor is at most 2 GiB - 1, what one direct buffer holds. */
    public static final long MAX_BYTES = Integer.MAX_VALUE;

    private Shapes() {}

    /**
     * Counts a shape's elements and refuses what cannot be held.
     *
     * @param argument the argument's name, for messages
     * @param shape any rank; no size may be negative
     * @return the number of elements, 0 if any size is
     * @throws IllegalArgumentException if a size is negative, or if the sizes, each zero counted as one, need more than
     *     {@link #MAX_BYTES}: an empty tensor with absurd sizes is refused like a full one
     */
    public static int checkedElements(String argument, long... shape) {
        long bytes = Float.BYTES;
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        argument + " shape = " + Arrays.toString(shape) + ": sizes must not be negative");
            }
            empty |= size == 0;
            // Both factors are below 2^31 by the second test, so the product cannot overflow.
            if (size > MAX_BYTES || bytes * Math.max(size, 1) > MAX_BYTES) {
                throw new IllegalArgumentException(argument + " shape = " + Arrays.toString(shape)
                        + ": needs more than 2 GiB - 1 of float32, the limit of a tensor");
            }
            bytes *= Math.max(size, 1);
        }
        return empty ? 0 : (int) (bytes / Float.BYTES);
    }

    /** The number of elements of a shape that has been checked. */
    public static long elements(long... shape) {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return count;
    }
}
