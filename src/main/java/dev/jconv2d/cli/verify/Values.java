package dev.jconv2d.cli.verify;

import java.util.StringJoiner;

/**
 * A tensor of a case, on the heap. Not to be changed.
 *
 * @param shape the sizes
 * @param data the elements, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared; copies would double every case
record Values(long[] shape, float[] data) {

    /** An element's place, such as {@code [0,2,5,1]}. */
    String indexOf(int element) {
        long[] index = new long[shape.length];
        long rest = element;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        StringJoiner text = new StringJoiner(",", "[", "]");
        for (long i : index) {
            text.add(Long.toString(i));
        }
        return text.toString();
    }

    /** Size of an axis counted from the last, which is 0. */
    int fromLast(int axis) {
        return (int) shape[shape.length - 1 - axis];
    }
}
