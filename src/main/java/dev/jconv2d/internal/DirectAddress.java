package dev.jconv2d.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * The memory address of a direct buffer, without native code of our own: overlapping buffers must be refused on machines
 * without a native library too.
 *
 * <p>From JDK 22 on, {@code MemorySegment.ofBuffer(buffer).address()} says it. Before, that class is not final API, and
 * {@code sun.misc.Unsafe}, which no such JDK warns about, reads the buffer's own field.
 */
final class DirectAddress {
    private static final MethodHandle ADDRESS = find();

    private DirectAddress() {}

    /** The address of the buffer's element 0, whatever its position. */
    static long of(ByteBuffer direct) {
        try {
            return (long) ADDRESS.invokeExact(direct.duplicate().clear());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("a direct buffer's address cannot be read", e);
        }
    }

    private static MethodHandle find() {
        try {
            return Runtime.version().feature() >= 22 ? segmentAddress() : fieldAddress();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a direct buffer's address cannot be read on this JVM", e);
        }
    }

    private static MethodHandle segmentAddress() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        MethodHandle ofBuffer = lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
        MethodHandle address = lookup.findVirtual(segment, "address", MethodType.methodType(long.class));
        return MethodHandles.filterReturnValue(ofBuffer, address)
                .asType(MethodType.methodType(long.class, ByteBuffer.class));
    }

    private static MethodHandle fieldAddress() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        long offset = (long) type.getMethod("objectFieldOffset", Field.class)
                .invoke(unsafe, Buffer.class.getDeclaredField("address"));
        MethodHandle getLong =
                lookup.findVirtual(type, "getLong", MethodType.methodType(long.class, Object.class, long.class));
        return MethodHandles.insertArguments(MethodHandles.insertArguments(getLong, 0, unsafe), 1, offset)
                .asType(MethodType.methodType(long.class, ByteBuffer.class));
    }
}
