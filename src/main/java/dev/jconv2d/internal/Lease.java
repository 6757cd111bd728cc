package dev.jconv2d.internal;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A tensor's hold on its memory: counts who uses it, so that closing gives the memory to the pool only when nobody does.
 * Thread-safe. A lease that is forgotten leaves its memory to the garbage collector.
 */
public final class Lease {
    private static final AtomicIntegerFieldUpdater<Lease> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Lease.class, "state");
    private static final int CLOSED = 1 << 31;
    /** Someone has a view that can outlive the lease, so the memory must not serve anybody else. */
    private static final int SHARED = 1 << 30;

    private static final int USERS = SHARED - 1;

    private final @Nullable StoragePool pool;
    private volatile int state;
    private @Nullable Storage storage;

    /**
     * A lease with no users.
     *
     * @param pool where the memory goes when the lease is closed; null leaves it to the garbage collector
     */
    public Lease(Storage storage, @Nullable StoragePool pool) {
        this.storage = storage;
        this.pool = pool;
    }

    /**
     * Becomes a user; {@link #release} must follow.
     *
     * @return the memory, valid as long
     * @throws IllegalStateException if the lease is closed
     */
    public Storage acquire() {
        int before;
        do {
            before = state;
            if (before < 0) {
                throw new IllegalStateException("the tensor is closed");
            }
        } while (!STATE.compareAndSet(this, before, before + 1));
        // Only the last user of a closed lease clears it.
        Storage held = storage;
        if (held == null) {
            throw new AssertionError();
        }
        return held;
    }

    /** Ends a use. */
    public void release() {
        int after = STATE.decrementAndGet(this);
        if (after < 0 && (after & USERS) == 0) {
            giveBack(after);
        }
    }

    /** Marks the memory as seen by others for ever; by a user. */
    public void share() {
        STATE.getAndUpdate(this, before -> before | SHARED);
    }

    /** Lets no new user in; the memory is given back now, or by the last user. Later calls do nothing. */
    public void close() {
        int before = STATE.getAndUpdate(this, state -> state | CLOSED);
        if (before >= 0 && (before & USERS) == 0) {
            giveBack(before);
        }
    }

    private void giveBack(int flags) {
        Storage held = storage;
        storage = null;
        if (pool != null && held != null && (flags & SHARED) == 0) {
            pool.release(held);
        }
    }
}
