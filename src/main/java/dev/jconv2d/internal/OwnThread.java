package dev.jconv2d.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs something on a thread of its own, which ends with it: with the stack that native code wants, whatever the caller has
 * left of its own, and never on the carrier of a virtual thread.
 */
public final class OwnThread<T> {
    /** What loading and making native code may use; computing needs far less. */
    public static final long STACK_BYTES = 4 << 20;

    private final Thread thread;
    private final FutureTask<T> task;

    private OwnThread(String name, Supplier<T> supplier) {
        task = new FutureTask<>(supplier::get);
        thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
    }

    /**
     * Runs it and waits; an interrupt does not cut it short, but is kept.
     *
     * @param name of the thread
     * @param purpose of the thread, for the message where none can be made
     * @throws OutOfMemoryError if no thread can be made
     */
    public static <T> T get(String name, String purpose, Supplier<T> supplier) {
        return start(name, purpose, supplier).get();
    }

    /** Begins to run it, for somebody to {@link #get()} later; otherwise as the other. */
    public static <T> OwnThread<T> start(String name, String purpose, Supplier<T> supplier) {
        OwnThread<T> started = new OwnThread<>(name, supplier);
        try {
            started.thread.start();
        } catch (OutOfMemoryError e) {
            OutOfMemoryError named = new OutOfMemoryError("no thread can be made " + purpose + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
        return started;
    }

    /** Waits for the end, and gives or throws what it has; an interrupt does not cut it short, but is kept. */
    public T get() {
        Uninterruptibly.await(thread::join);
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new AssertionError(e); // it is done, so nothing waits
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
