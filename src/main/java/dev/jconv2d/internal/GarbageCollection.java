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

    /** How often. */
    private static volatile int provoked;

    private GarbageCollection() {}

    /**
     * Has a collector come: that of {@code System.gc()}, or by filling the heap with garbage. Who comes before another thread
     * begins with it waits for that, and is content.
     */
    static void provoke() {
        int before = provoked;
        synchronized (GarbageCollection.class) {
            if (provoked == before) {
                provoked++; // before: who comes from now on has dropped what this collection may have missed
                fill();
            }
        }
    }

    private static void fill() {
        WeakReference<Object> young = new WeakReference<>(new Object());
        System.gc();
        long begin = System.nanoTime();
        try {
            while (young.get() != null && System.nanoTime() - begin < PATIENCE_NANOS) {
                piece = new byte[PIECE];
            }
        } catch (OutOfMemoryError e) {
            // The heap is full of what is in use, and the collector has come before saying so.
        }
        piece = null;
    }
}
