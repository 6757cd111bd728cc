package dev.jconv2d.io;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import java.nio.FloatBuffer;

/** A tensor's values in the order of its shape, as files have them, however they lie in memory. */
final class RowMajor {
    private RowMajor() {}

    /** The tensor's own memory where that is in this order, else a copy. */
    static FloatBuffer of(Tensor tensor) {
        return tensor.format() == MemoryFormat.CONTIGUOUS ? tensor.buffer() : FloatBuffer.wrap(tensor.toArray());
    }
}
