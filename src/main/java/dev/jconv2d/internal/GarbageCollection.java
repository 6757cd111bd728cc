package dev.jconv2d.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A garbage collection where {@code System.gc()} is switched off by {@code -XX:+DisableExplicitGC}. The JVM asks for one when
 * direct memory has run out; without it, memory that dropped tensors had comes back only when the heap fills, and their small
 * objects never fill it.
 */
final class GarbageCollection {
    /** Below what any collector takes for a large object, which it would keep apart. */
    private static final int PIECE = 1 << 16;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Else the compiler would see that nobody reads the pieces, and make none. */
    @SuppressWarnings("UnusedVariable")
    private static volatile byte @Nullable [] piece;

    private GarbageCollection() {}

    /** Fills the heap with garbage until the collector has come; does nothing where the JVM can ask for it. */
    static void provoke() {
        WeakReference<Object> young = new WeakReference<>(new Object());
        System.gc();
        long begin = System.nanoTime();
        while (young.get() != null && System.nanoTime() - begin < PATIENCE_NANOS) {
            piece = new byte[PIECE];
        }
        piece = null;
    }
}
