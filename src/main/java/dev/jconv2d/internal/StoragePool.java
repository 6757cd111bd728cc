package dev.jconv2d.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Off-heap memory that is used again, because a fresh direct buffer costs more than the convolution that fills it. Bounded:
 * what does not fit is left to the garbage collector. Thread-safe; the lock is held for a few instructions.
 */
public final class StoragePool {
    /** The pool that all layers share. */
    public static final StoragePool SHARED = new StoragePool(Math.min(
            NativeConfig.current().bytes("pool.bytes"), Runtime.getRuntime().maxMemory() / 4));

    /** Sizes are rounded up to one of four for each power of two, so that at most a quarter is wasted. */
    private static final int CLASSES = 4 * Integer.SIZE;

    private static final long SMALLEST = 4 * Storage.ALIGNMENT;

    /** Blocks of one size each, the one released last on top. */
    private final List<Deque<Storage>> free = new ArrayList<>();

    private final long limit;
    private long held;
    private long releases;

    StoragePool(long limit) {
        this.limit = limit;
        for (int i = 0; i < CLASSES; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    /**
     * Memory of at least the given size, aligned to {@link Storage#ALIGNMENT}; what it holds is arbitrary.
     *
     * @throws OutOfMemoryError as {@link Storage#allocate}
     */
    public Storage acquire(long size) {
        long rounded = roundUp(size);
        if (rounded > Math.min(limit, Shapes.MAX_BYTES)) {
            return fresh(size);
        }
        int sizeClass = sizeClass(rounded);
        synchronized (this) {
            Storage storage = free.get(sizeClass).pollLast();
            if (storage != null) {
                held -= rounded;
                return storage;
            }
        }
        return fresh(rounded);
    }

    /**
     * New memory, zero-filled, that the pool has no part in; but what waits here counts towards the JVM's limit, so where
     * that is reached the pool gives way, and so does what dropped tensors had.
     *
     * @throws OutOfMemoryError as {@link Storage#allocate}
     */
    private Storage fresh(long size) {
        try {
            return Storage.allocate(size);
        } catch (OutOfMemoryError e) {
            makeRoom(limit);
            GarbageCollection.provoke();
            return Storage.allocate(size);
        }
    }

    /** Gives memory back that {@link #acquire} handed out; the caller must not use it any more. */
    public void release(Storage storage) {
        int size = storage.size();
        int sizeClass = sizeClass(size);
        synchronized (this) {
            if (size == roundUp(size) && size <= limit) {
                makeRoom(size);
                storage.released = releases++;
                free.get(sizeClass).addLast(storage);
                held += size;
            }
        }
    }

    /** Lets go of the blocks that have waited longest until so many bytes more fit. */
    private synchronized void makeRoom(long size) {
        while (held > 0 && held + size > limit) {
            Deque<Storage> longest = null;
            long released = Long.MAX_VALUE;
            for (int i = 0; i < CLASSES; i++) {
                Storage oldest = free.get(i).peekFirst();
                if (oldest != null && oldest.released < released) {
                    released = oldest.released;
                    longest = free.get(i);
                }
            }
            if (longest == null) {
                return;
            }
            held -= longest.removeFirst().size();
        }
    }

    /** Bytes that wait to be used again. */
    public synchronized long held() {
        return held;
    }

    private static long roundUp(long size) {
        long atLeast = Math.max(size, SMALLEST);
        long step = Long.highestOneBit(atLeast - 1) / 4;
        return (atLeast + step - 1) / step * step;
    }

    private static int sizeClass(long rounded) {
        int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(rounded - 1);
        int quarter = (int) ((rounded - 1) >> (log - 2)) & 3;
        return 4 * log + quarter;
    }
}
