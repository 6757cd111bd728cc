package dev.jconv2d.io;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Takes values in the order in which the first index runs fastest, and puts each to its row-major place. */
final class FortranOrder {
    private final int[] sizes;
    private final int[] strides;
    private final int[] index;
    private int offset;

    /** For a shape that a tensor can hold. */
    FortranOrder(long... shape) {
        // Axes of one would be walked through at every step, and a file may have 64 of them.
        sizes = Arrays.stream(shape)
                .filter(size -> size != 1)
                .mapToInt(Math::toIntExact)
                .toArray();
        strides = new int[sizes.length];
        index = new int[sizes.length];
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(sizes[axis], 1);
        }
    }

    /** Places the next values. */
    void scatter(FloatBuffer values, FloatBuffer out) {
        while (values.hasRemaining()) {
            out.put(offset, values.get());
            advance();
        }
    }

    private void advance() {
        for (int axis = 0; axis < sizes.length; axis++) {
            offset += strides[axis];
            if (++index[axis] < sizes[axis]) {
                return;
            }
            offset -= strides[axis] * sizes[axis];
            index[axis] = 0;
        }
    }
}
