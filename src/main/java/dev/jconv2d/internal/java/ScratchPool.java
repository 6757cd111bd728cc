package dev.jconv2d.internal.java;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Scratches that wait for the next task, of whatever layer: as many as can be at work at once, and none that is huge. */
final class ScratchPool {
    private static final int MOST = 2 * Runtime.getRuntime().availableProcessors();
    private static final long MOST_BYTES = 16L << 20;

    private static final Deque<Scratch> FREE = new ArrayDeque<>(MOST);

    private ScratchPool() {}

    static Scratch acquire() {
        @Nullable Scratch scratch;
        synchronized (FREE) {
            scratch = FREE.pollLast();
        }
        return scratch == null ? new Scratch() : scratch;
    }

    static void release(Scratch scratch) {
        if (scratch.bytes() <= MOST_BYTES) {
            synchronized (FREE) {
                if (FREE.size() < MOST) {
                    FREE.addLast(scratch);
                }
            }
        }
    }
}
