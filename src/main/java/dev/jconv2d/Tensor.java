package dev.jconv2d;

import dev.jconv2d.internal.FormatConversion;
import dev.jconv2d.internal.Lease;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Shapes;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * float32 values outside the Java heap, with a logical shape such as {@code [N, C, H, W]} whatever their
 * {@link MemoryFormat format}. At most 2 GiB - 1.
 *
 * <p>The memory belongs to the garbage collector, so a tensor needs no closing and cannot leak. But fresh memory costs more than
 * many a convolution, so {@link #close} gives it to a bounded pool, from which new tensors draw; who makes tensors call after
 * call should close them.
 *
 * <p>Tensors may be read by any number of threads at once; who writes one while another thread uses it gets undefined values,
 * never a crash. One that is closed while a convolution uses it stays valid for that. Memory that you {@link #wrap} must
 * stay valid while it can be used: a mapped file must not be made shorter, native memory not be freed.
 */
public final class Tensor implements AutoCloseable {
    private final long[] shape;
    private final MemoryFormat format;
    private final int elements;
    private final boolean readOnly;
    private final Lease lease;

    private Tensor(long[] shape, MemoryFormat format, int elements, Storage storage, @Nullable StoragePool pool) {
        this.shape = shape;
        this.format = format;
        this.elements = elements;
        this.readOnly = storage.isReadOnly();
        this.lease = new Lease(storage, pool);
    }

    /** A tensor that holds anything, for whoever writes all of it. */
    static Tensor empty(MemoryFormat format, long... shape) {
        long[] own = Objects.requireNonNull(shape, "shape").clone();
        int elements = checkedElements(format, own);
        // If the pool's initialiser met a wrong key, only the first caller would see the message.
        NativeConfig.current();
        StoragePool pool = StoragePool.SHARED;
        return new Tensor(own, format, elements, pool.acquire((long) Float.BYTES * elements), pool);
    }

    private static int checkedElements(MemoryFormat format, long[] shape) {
        Objects.requireNonNull(format, "format");
        if (format == MemoryFormat.CHANNELS_LAST && shape.length != 4 && shape.length != 3) {
            throw new IllegalArgumentException(
                    "tensor shape = " + Arrays.toString(shape) + ": must have rank 4 or 3 to be " + format);
        }
        return Shapes.checkedElements("tensor", shape);
    }

    /**
     * A contiguous tensor of zeros, aligned to 64 bytes.
     *
     * @param shape the sizes, none negative; no sizes at all make a scalar
     * @return the tensor
     * @throws IllegalArgumentException if a size is negative or the tensor larger than 2 GiB - 1
     * @throws OutOfMemoryError if the JVM's limit for direct memory, {@code -XX:MaxDirectMemorySize}, is reached
     */
    public static Tensor zeros(long... shape) {
        return zeros(MemoryFormat.CONTIGUOUS, shape);
    }

    /**
     * A tensor of zeros, aligned to 64 bytes.
     *
     * @param format how the elements lie; for channels_last there must be 4 sizes, or 3 without a batch
     * @param shape the sizes, none negative
     * @return the tensor
     * @throws IllegalArgumentException if a size is negative, the tensor larger than 2 GiB - 1, or the format not for it
     * @throws OutOfMemoryError if the JVM's limit for direct memory, {@code -XX:MaxDirectMemorySize}, is reached
     */
    public static Tensor zeros(MemoryFormat format, long... shape) {
        Tensor tensor = empty(format, shape);
        tensor.lease.acquire().clear((long) Float.BYTES * tensor.elements);
        tensor.lease.release();
        return tensor;
    }

    /**
     * A contiguous tensor with a copy of the values.
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
        Tensor tensor = empty(MemoryFormat.CONTIGUOUS, own);
        tensor.lease.acquire().floats().put(0, values);
        tensor.lease.release();
        return tensor;
    }

    /**
     * A contiguous tensor on the caller's own memory, as {@link #wrap(ByteBuffer, MemoryFormat, long...)}.
     *
     * @param buffer direct
     * @param shape the sizes
     * @return the tensor
     * @throws IllegalArgumentException if the buffer or the shape is not as it must be
     */
    public static Tensor wrap(ByteBuffer buffer, long... shape) {
        return wrap(buffer, MemoryFormat.CONTIGUOUS, shape);
    }

    /**
     * A tensor on the caller's own memory, without a copy: the buffer's bytes from its position on. Later changes through
     * either are seen through both. A read-only buffer makes a tensor that can be read but not be an output. Closing the tensor
     * leaves the memory alone.
     *
     * @param buffer direct, in native byte order, its position at a multiple of four bytes in memory, not of an arena that
     *     can be closed; what is left of it must hold the shape's elements
     * @param format how the elements lie
     * @param shape the sizes
     * @return the tensor
     * @throws IllegalArgumentException if the buffer is not like that, or shape or format not as for {@link #zeros}
     */
    public static Tensor wrap(ByteBuffer buffer, MemoryFormat format, long... shape) {
        Objects.requireNonNull(buffer, "buffer");
        long[] own = Objects.requireNonNull(shape, "shape").clone();
        int elements = checkedElements(format, own);
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
        return new Tensor(own, format, elements, storage, null);
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
     * How the elements lie in memory.
     *
     * @return the format
     */
    public MemoryFormat format() {
        return format;
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
     * A view of the elements as they lie in memory, from position 0 to {@link #numel}; writing to it writes to the tensor. It
     * keeps the memory alive by itself, after {@link #close} too; so a tensor that was asked for one gives nothing to
     * the pool. Read-only if the tensor is.
     *
     * @return a new view
     * @throws IllegalStateException if the tensor is closed
     */
    public FloatBuffer buffer() {
        Storage storage = lease.acquire();
        try {
            lease.share();
            return storage.floats().slice(0, elements);
        } finally {
            lease.release();
        }
    }

    /**
     * The elements on the heap, in the shape's order whatever the format.
     *
     * @return a copy, row-major
     * @throws IllegalStateException if the tensor is closed
     */
    public float[] toArray() {
        if (format != MemoryFormat.CONTIGUOUS) {
            try (Tensor contiguous = to(MemoryFormat.CONTIGUOUS)) {
                return contiguous.toArray();
            }
        }
        float[] values = new float[elements];
        Storage storage = lease.acquire();
        try {
            storage.floats().get(0, values);
        } finally {
            lease.release();
        }
        return values;
    }

    /**
     * A copy in a format; large ones by oneDNN if it is loaded already, with the threads of the key {@code threads}. Always a copy,
     * to be closed by itself.
     *
     * @param target the format of the copy
     * @return a new tensor of the same shape
     * @throws IllegalArgumentException if the format is not for this shape
     * @throws IllegalStateException if the tensor is closed
     */
    public Tensor to(MemoryFormat target) {
        Tensor copy = empty(target, shape);
        try {
            Storage from = lease.acquire();
            try {
                FormatConversion.run(from, format, copy.lease.acquire(), target, shape, elements);
            } finally {
                copy.lease.release();
                lease.release();
            }
        } catch (Throwable e) {
            copy.close();
            throw e;
        }
        return copy;
    }

    /**
     * Whether the tensor stands on a read-only buffer.
     *
     * @return true if it cannot be an output
     */
    public boolean isReadOnly() {
        return readOnly;
    }

    /**
     * Gives the memory to the pool for later tensors, when the convolutions that use it are done. Not needed, but quick; after
     * it, all but what describes the tensor throws {@link IllegalStateException}. Closing again does nothing.
     */
    @Override
    public void close() {
        lease.close();
    }

    /** Such as {@code Tensor[1, 3, 224, 224]}; the format if it is not contiguous. */
    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape) + (format == MemoryFormat.CONTIGUOUS ? "" : " " + format);
    }

    Lease lease() {
        return lease;
    }

    /** The shape itself, not to be changed. */
    long[] sizes() {
        return shape;
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
