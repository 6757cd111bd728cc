package dev.jconv2d.internal.onednn;

import dev.jconv2d.NativeException;
import java.util.concurrent.atomic.AtomicLong;

/** What tests of other packages may see of native code, and do to it. */
public final class NativeProbe {
    private NativeProbe() {}

    /** C handles and memory beside them that layers hold at this moment. */
    public static long liveHandles() {
        return Handles.live();
    }

    /** Counts the native calls of the process from now on. */
    public static AtomicLong countCalls() {
        AtomicLong calls = new AtomicLong();
        Status.watch(call -> calls.incrementAndGet());
        return calls;
    }

    /**
     * Makes the n-th native call from now on fail, in whatever thread it is.
     *
     * @param n 1 for the next one
     * @param error whether it fails as if memory of the JVM's had run out, and not by a status
     * @return counts the calls down; 0 and less once one has failed
     */
    public static AtomicLong failAt(long n, boolean error) {
        AtomicLong left = new AtomicLong(n);
        Status.watch(call -> {
            if (left.decrementAndGet() == 0) {
                if (error) {
                    throw new OutOfMemoryError("injected at " + call);
                }
                throw new NativeException(call + " failed: injected");
            }
        });
        return left;
    }

    /** Lets native calls alone again. */
    public static void leave() {
        Status.watch(null);
    }
}
