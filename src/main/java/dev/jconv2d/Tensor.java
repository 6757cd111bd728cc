package dev.jconv2d;

import dev.jconv2d.internal.Shapes;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * float32 values outside the Java heap, contiguous and row-major: {@code [N, C, H, W]} lies in memory as PyTorch's default
 * format does. At most 2 GiB - 1.
 *
 * <p>The memory belongs to the garbage collector, so a tensor needs no closing and cannot leak. Tensors may be read by any
 * number of threads at once; who writes one while another thread uses it gets undefined values, never a crash. Memory that you {@link #wrap} must
 * stay valid while it can be used: a mapped file must not be made shorter, native memory not be freed.
 */
public final class Tensor {
    private final long[] shape;
    private final int elements;
    private final Storage storage;

    private Tensor(long[] shape, int elements, Storage storage) {
        this.shape = shape;
        this.elements = elements;
        this.storage = storage;
    }

    /**
     * A tensor of zeros in memory of its own, aligned to 64 bytes.
     *
     * @param shape the sizes, none negative; no sizes at all make a scalar
     * @return the tensor
     * @throws IllegalArgumentException if a size is negative or the tensor larger than 2 GiB - 1
     * @throws OutOfMemoryError if the JVM's limit for direct memory, {@code -XX:MaxDirectMemorySize}, is reached
     */
    public static Tensor zeros(long... shape) {
        long[] own = Objects.requireNonNull(shape, "shape").clone();
        int elements = Shapes.checkedElements("tensor", own);
        return new Tensor(own, elements, StoragePool.SHARED.fresh((long) Float.BYTES * elements));
    }

    /**
     * A tensor with a copy of the values.
     *
     * @param values row-major, exactly as many as the shape has elements
     * @param shape the sizes
     * @return the tensor
     * @throws IllegalArgumentException if the length does not match the shape, or as {@link #zeros}
     */
    public static Tensor of(float[] values, long... shape) {
        Objects.requireNonNull(values, "values");
        long[] own = Objects.requireNonNull(shape, "shape").clone();
        requireLength("values", values.length, own);
        Tensor tensor = zeros(own);
        tensor.storage.floats().put(0, values);
        return tensor;
    }

    /**
     * A tensor on the caller's own memory, without a copy: the buffer's bytes from its position on. Later changes through
     * either are seen through both. A read-only buffer makes a tensor that can be read but not be an output.
     *
     * @param buffer direct, in native byte order, its position at a multiple of four bytes in memory, not of an arena that
     *     can be closed; what is left of it must hold the shape's elements
     * @param shape the sizes
     * @return the tensor
     * @throws IllegalArgumentException if the buffer is not like that, or the shape not as for {@link #zeros}
     */
    public static Tensor wrap(ByteBuffer buffer, long... shape) {
        Objects.requireNonNull(buffer, "buffer");
        long[] own = Objects.requireNonNull(shape, "shape").clone();
        int elements = Shapes.checkedElements("tensor", own);
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("buffer = " + buffer + ": must be direct; Tensor.of copies heap data");
        }
        if (buffer.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("buffer order = " + buffer.order() + ": must be the native "
                    + ByteOrder.nativeOrder() + "; buffer.order(ByteOrder.nativeOrder()) sets it");
        }
        // One slice for check and use: the caller may move the buffer's position meanwhile.
        ByteBuffer slice = buffer.slice();
        if (slice.capacity() < (long) Float.BYTES * elements) {
            throw new IllegalArgumentException("buffer = " + buffer + ": has " + slice.capacity()
                    + " bytes left, but shape " + Arrays.toString(own) + " needs " + (long) Float.BYTES * elements);
        }
        if (Storage.canBeFreedByOthers(slice)) {
            throw new IllegalArgumentException("buffer = " + buffer
                    + ": must not belong to an arena that can be closed while native code uses it; Arena.ofAuto() makes one"
                    + " that cannot");
        }
        Storage storage = Storage.wrap(slice);
        if (storage.address() % Float.BYTES != 0) {
            throw new IllegalArgumentException("buffer = " + buffer
                    + ": its position must be at a multiple of 4 bytes in memory, but is "
                    + storage.address() % Float.BYTES
                    + " beyond one");
        }
        return new Tensor(own, elements, storage);
    }

    /**
     * The sizes.
     *
     * @return a copy
     */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * The number of elements, 0 if any size is.
     *
     * @return the product of the sizes
     */
    public int numel() {
        return elements;
    }

    /**
     * A view of the elements, row-major, from position 0 to {@link #numel}; writing to it writes to the tensor. It keeps the
     * memory alive by itself. Read-only if the tensor is.
     *
     * @return a new view
     */
    public FloatBuffer buffer() {
        return storage.floats().slice(0, elements);
    }

    /**
     * The elements on the heap.
     *
     * @return a copy, row-major
     */
    public float[] toArray() {
        float[] values = new float[elements];
        storage.floats().get(0, values);
        return values;
    }

    /**
     * Whether the tensor stands on a read-only buffer.
     *
     * @return true if it cannot be an output
     */
    public boolean isReadOnly() {
        return storage.isReadOnly();
    }

    /** Such as {@code Tensor[1, 3, 224, 224]}. */
    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }

    Storage storage() {
        return storage;
    }

    boolean overlaps(Tensor other) {
        return storage.overlaps((long) Float.BYTES * elements, other.storage, (long) Float.BYTES * other.elements);
    }

    /** Refuses values that do not fill a shape exactly. */
    static void requireLength(String argument, int length, long... shape) {
        int elements = Shapes.checkedElements(argument, Objects.requireNonNull(shape, "shape"));
        if (length != elements) {
            throw new IllegalArgumentException(
                    argument + " length = " + length + ": shape " + Arrays.toString(shape) + " needs " + elements);
        }
    }
}
