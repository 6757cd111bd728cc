package dev.jconv2d.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory address of a direct buffer, without native code of our own: overlapping buffers must be refused on machines
 * without a native library too.
 *
 * <p>From JDK 22 on, {@code MemorySegment.ofBuffer(buffer).address()} says it. Before, that class is not final API, and
 * {@code sun.misc.Unsafe}, which no such JDK warns about, reads the buffer's own field.
 */
final class DirectAddress {
    private static final MethodHandle ADDRESS = find();
    /** Of a buffer's segment; null before JDK 22, where no final API makes such buffers. */
    private static final @Nullable MethodHandle SCOPE = findScope();

    private static final Set<Class<?>> LASTING_SCOPES = lastingScopes();

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

    /**
     * Whether the buffer is a view of an arena's memory that {@code Arena.close} frees. No API tells closable arenas from
     * others, but their scopes are of other classes than those of memory that nobody can free.
     */
    static boolean isOfClosableArena(ByteBuffer direct) {
        return SCOPE != null && !LASTING_SCOPES.contains(scopeClass(SCOPE, direct));
    }

    private static Class<?> scopeClass(MethodHandle scope, ByteBuffer direct) {
        try {
            return scope.invoke(direct).getClass();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("a direct buffer's scope cannot be read", e);
        }
    }

    /** The scopes of plain direct buffers, of automatic arenas and of the global one. */
    private static Set<Class<?>> lastingScopes() {
        if (SCOPE == null) {
            return Set.of();
        }
        try {
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            Method scope = arena.getMethod("scope");
            return Set.of(
                    scopeClass(SCOPE, ByteBuffer.allocateDirect(1)),
                    scope.invoke(arena.getMethod("ofAuto").invoke(null)).getClass(),
                    scope.invoke(arena.getMethod("global").invoke(null)).getClass());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the scopes of arenas cannot be read on this JVM", e);
        }
    }

    private static MethodHandle find() {
        try {
            return Runtime.version().feature() >= 22 ? segmentAddress() : fieldAddress();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a direct buffer's address cannot be read on this JVM", e);
        }
    }

    private static @Nullable MethodHandle findScope() {
        try {
            return Runtime.version().feature() >= 22
                    ? ofSegment("scope", "java.lang.foreign.MemorySegment$Scope")
                    : null;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a direct buffer's scope cannot be read on this JVM", e);
        }
    }

    private static MethodHandle segmentAddress() throws ReflectiveOperationException {
        return ofSegment("address", "long").asType(MethodType.methodType(long.class, ByteBuffer.class));
    }

    /** A property of the memory segment that a buffer is. */
    private static MethodHandle ofSegment(String property, String type) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        Class<?> result = type.equals("long") ? long.class : Class.forName(type);
        return MethodHandles.filterReturnValue(
                lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class)),
                lookup.findVirtual(segment, property, MethodType.methodType(result)));
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
