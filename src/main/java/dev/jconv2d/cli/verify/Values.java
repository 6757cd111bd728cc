package dev.jconv2d.cli.verify;

import java.nio.FloatBuffer;
import java.util.StringJoiner;

/**
 * A tensor of a case. Not to be changed.
 *
 * @param shape the sizes
 * @param elements row-major, from position 0 to the limit; a view of what a whole file of cases shares, because any number of
 *     tensors may name the same data
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Values(long[] shape, FloatBuffer elements) {
    Values(long[] shape, float... elements) {
        this(shape, FloatBuffer.wrap(elements));
    }

    /** The number of elements. */
    int count() {
        return elements.limit();
    }

    float at(int element) {
        return elements.get(element);
    }

    /** A copy of the elements. */
    float[] toArray() {
        float[] array = new float[count()];
        elements.get(0, array);
        return array;
    }

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
