package dev.jconv2d.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Off-heap bytes that the garbage collector owns: they cannot leak, and stay valid as long as this object is reachable.
 * Whoever hands {@link #address()} to native code keeps this object reachable until the call is over.
 */
public final class Storage {
    /** Alignment of everything that the library allocates: a cache line, and the widest vector. */
    public static final int ALIGNMENT = 64;

    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final long address;

    /** When the pool got it back; only {@link StoragePool} touches it. */
    long released;

    private Storage(ByteBuffer bytes) {
        this.bytes = bytes;
        this.floats = bytes.asFloatBuffer();
        this.address = DirectAddress.of(bytes);
    }

    /**
     * New memory, zero-filled, aligned to {@link #ALIGNMENT} unless it is within 128 bytes of the limit.
     *
     * @throws OutOfMemoryError if the JVM's limit for direct memory is reached
     */
    public static Storage allocate(long size) {
        if (size > Shapes.MAX_BYTES) {
            throw new OutOfMemoryError(size + " bytes of off-heap memory: one block is at most 2 GiB - 1");
        }
        try {
            if (size > Shapes.MAX_BYTES - 2 * ALIGNMENT) {
                return wrap(ByteBuffer.allocateDirect((int) size));
            }
            int padded = (int) alignUp(size);
            return wrap(ByteBuffer.allocateDirect(padded + ALIGNMENT)
                    .alignedSlice(ALIGNMENT)
                    .slice(0, padded));
        } catch (OutOfMemoryError e) {
            OutOfMemoryError named = new OutOfMemoryError(
                    "no " + size + " bytes of off-heap memory left; -XX:MaxDirectMemorySize sets the limit");
            named.initCause(e);
            throw named;
        }
    }

    /** The user's own direct buffer from element 0 to its capacity; it may be read-only. */
    public static Storage wrap(ByteBuffer direct) {
        return new Storage(direct.duplicate().clear().order(ByteOrder.nativeOrder()));
    }

    /** Whether somebody can free the buffer's memory while it is reachable, as closing an arena of JDK 22 and later does. */
    public static boolean canBeFreedByOthers(ByteBuffer direct) {
        return DirectAddress.isOfClosableArena(direct);
    }

    /** The next multiple of {@link #ALIGNMENT}. */
    public static long alignUp(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The shared view of all floats; use its absolute methods, or a duplicate. */
    public FloatBuffer floats() {
        return floats;
    }

    public long address() {
        return address;
    }

    public int size() {
        return bytes.capacity();
    }

    public boolean isReadOnly() {
        return bytes.isReadOnly();
    }

    /** A view of this buffer's bytes, in native order. */
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.nativeOrder());
    }

    /** Takes over the first bytes of another, which does not overlap. */
    public void copyFrom(Storage other, long size) {
        bytes.put(0, other.bytes, 0, (int) size);
    }

    /** Sets the first bytes to 0. */
    public void clear(long size) {
        int whole = (int) (size / Long.BYTES);
        LongBuffer words = bytes().asLongBuffer();
        for (int i = 0; i < whole; i++) {
            words.put(i, 0);
        }
        for (int i = whole * Long.BYTES; i < size; i++) {
            bytes.put(i, (byte) 0);
        }
    }

    /** Whether the first {@code size} bytes of this and the first {@code otherSize} of the other share any. */
    public boolean overlaps(long size, Storage other, long otherSize) {
        return size > 0 && otherSize > 0 && address < other.address + otherSize && other.address < address + size;
    }
}
