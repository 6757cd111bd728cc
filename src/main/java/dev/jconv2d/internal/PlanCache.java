package dev.jconv2d.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A layer's plans by problem, bounded in entries and bytes: the least recently used goes first. Thread-safe. The cache's
 * lock is never held while a kernel is made or runs; threads that want the same new plan wait for the one that makes it.
 *
 * <p>Refers to no layer, so that a cleaner may close it when its layer has been forgotten.
 */
public final class PlanCache {
    private final KernelProvider provider;
    private final Parameters parameters;
    private final int maxEntries;
    private final long maxBytes;
    private final Map<Geometry, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private int running;
    private boolean closed;

    public PlanCache(KernelProvider provider, Parameters parameters, int maxEntries, long maxBytes) {
        this.provider = provider;
        this.parameters = parameters;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /**
     * Finds or makes a plan, for one run; {@link #release} must follow.
     *
     * @throws IllegalStateException if the cache is closed
     */
    public Plan acquire(Geometry problem) {
        enter();
        try {
            while (true) {
                Slot slot = slot(problem);
                Plan plan = slot.retain(problem);
                if (plan != null) {
                    if (slot.isNew) {
                        slot.isNew = false;
                        evict();
                    }
                    return plan;
                }
            }
        } catch (Throwable e) {
            leave();
            throw e;
        }
    }

    /** Ends a run. */
    public void release(Plan plan) {
        try {
            plan.release();
        } finally {
            leave();
        }
    }

    /** The plans that are kept. */
    public synchronized int entries() {
        return slots.size();
    }

    /** The bytes that kept plans hold. */
    public synchronized long heldBytes() {
        return slots.values().stream().mapToLong(Slot::heldBytes).sum();
    }

    /** Lets go of all plans, now or when their runs end. Later calls do nothing. */
    public void close() {
        List<Slot> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(slots.values());
            slots.clear();
        }
        all.forEach(Slot::close);
    }

    /** Waits until no run is under way; an interrupt does not cut it short, but is kept. */
    public void awaitRuns() {
        boolean interrupted = false;
        synchronized (this) {
            while (running > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void enter() {
        ensureOpen();
        running++;
    }

    private synchronized void leave() {
        running--;
        if (closed) {
            notifyAll();
        }
    }

    private synchronized Slot slot(Geometry problem) {
        ensureOpen();
        return slots.computeIfAbsent(problem, key -> new Slot());
    }

    private synchronized void forget(Geometry problem, Slot slot) {
        slots.remove(problem, slot);
    }

    /**
     * Fails early, before anything is copied for a run that cannot be.
     *
     * @throws IllegalStateException if the cache is closed
     */
    public synchronized void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("the layer is closed");
        }
    }

    private void evict() {
        List<Slot> evicted = new ArrayList<>();
        synchronized (this) {
            // First what is too large by itself, lest it drive out all the others before it goes too.
            evictWhile(slot -> slot.heldBytes() > maxBytes, evicted);
            evictWhile(slot -> slots.size() > maxEntries || heldBytes() > maxBytes, evicted);
        }
        evicted.forEach(Slot::close);
    }

    /** Goes through the slots, least recently used first; one that is still being filled has its own thread to evict it. */
    private void evictWhile(Predicate<Slot> condition, List<Slot> evicted) {
        slots.values().removeIf(slot -> {
            boolean goes = slot.plan != null && condition.test(slot);
            return goes && evicted.add(slot);
        });
    }

    /** A plan's place, which exists while the plan is still being made. */
    private final class Slot {
        private volatile @Nullable Plan plan;
        private volatile boolean isNew = true;
        private boolean gone;

        /** The plan with a reference taken, made first if need be; null if this slot was given up meanwhile. */
        synchronized @Nullable Plan retain(Geometry problem) {
            if (gone) {
                return null;
            }
            Plan existing = plan;
            if (existing == null) {
                try {
                    existing = new Plan(problem, provider.create(problem, parameters));
                    plan = existing;
                } finally {
                    if (existing == null) {
                        gone = true;
                        forget(problem, this);
                    }
                }
            }
            return existing.tryRetain() ? existing : null;
        }

        synchronized void close() {
            Plan existing = plan;
            if (!gone && existing != null) {
                existing.release();
            }
            gone = true;
        }

        long heldBytes() {
            Plan existing = plan;
            return existing == null ? 0 : existing.kernel().heldBytes();
        }
    }
}
