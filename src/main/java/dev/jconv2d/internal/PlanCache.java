package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A layer's plans by problem, bounded in entries and bytes: the least recently used goes first. Thread-safe. Plans that are
 * there are found without a lock, and none is held while a kernel is made or runs; threads that want the same new plan wait
 * for the one that makes it.
 *
 * <p>Refers to no layer, so that a cleaner may close it when its layer has been forgotten.
 */
public final class PlanCache {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final KernelProvider provider;
    private final Parameters parameters;
    private final int maxEntries;
    private final long maxBytes;

    private volatile PlanTable table = PlanTable.EMPTY;
    /** Counts uses; threads may overwrite each other's, so the order of use is only about right. */
    private volatile long clock = 1;

    private volatile boolean closed;

    /** What the table is made of. */
    private final Map<Problem, Plan> cached = new HashMap<>();
    /** Problems whose plans are being made. */
    private final Map<Problem, Making> making = new HashMap<>();
    /** Every plan whose kernel is not closed yet, cached or not. */
    private final Set<Plan> live = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Who makes a plan, and what others wait for. */
    private static final class Making {
        final Thread maker = Thread.currentThread();
        final CountDownLatch done = new CountDownLatch(1);
    }

    public PlanCache(KernelProvider provider, Parameters parameters, int maxEntries, long maxBytes) {
        this.provider = provider;
        this.parameters = parameters;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** The plan for inputs of a shape, if there is one; it may be closed before it is run, and then does not run. */
    public @Nullable Plan find(long[] inputShape, MemoryFormat inputFormat, MemoryFormat outputFormat) {
        Plan plan = table.find(inputShape, inputFormat, outputFormat);
        if (plan != null) {
            touch(plan);
        }
        return plan;
    }

    private void touch(Plan plan) {
        long now = clock;
        // The last plan again, as mostly: nothing is written, so that callers side by side do not disturb each other.
        if (plan.lastUse != now) {
            clock = now + 1;
            plan.lastUse = now + 1;
        }
    }

    /**
     * Finds or makes a plan, and makes the caller one of its owners; {@link Plan#release} must follow.
     *
     * @throws IllegalStateException if the cache is closed, or the caller is just making that plan
     */
    public Plan retain(Problem problem) {
        while (true) {
            Making own = new Making();
            Making others;
            synchronized (this) {
                ensureOpen();
                Plan plan = cached.get(problem);
                if (plan != null && plan.tryRetain()) {
                    touch(plan);
                    return plan;
                }
                others = making.putIfAbsent(problem, own);
            }
            if (others == null) {
                try {
                    return findOrMake(problem);
                } finally {
                    synchronized (this) {
                        making.remove(problem);
                        notifyAll();
                    }
                    own.done.countDown();
                }
            }
            if (others.maker == Thread.currentThread()) {
                throw new IllegalStateException("a plan for " + problem.geometry()
                        + " is wanted by what runs while it is made on this thread, such as a handler of log records");
            }
            Uninterruptibly.await(others.done::await);
        }
    }

    private Plan findOrMake(Problem problem) {
        Plan kept = keptByOthers(problem);
        Plan plan = kept == null ? make(problem) : kept;
        try {
            keep(plan);
            return plan;
        } catch (Throwable e) {
            plan.release();
            throw e;
        }
    }

    /** A plan that was evicted, but that somebody has kept, with the caller as another owner. */
    private synchronized @Nullable Plan keptByOthers(Problem problem) {
        for (Plan plan : live) {
            if (plan.problem().equals(problem) && plan.tryRetain()) {
                return plan;
            }
        }
        return null;
    }

    /** A plan with the caller as its only owner. */
    private Plan make(Problem problem) {
        Kernel kernel = provider.create(problem, parameters);
        try {
            Plan plan = new Plan(problem, kernel, this::forget);
            synchronized (this) {
                live.add(plan);
            }
            return plan;
        } catch (Throwable e) {
            kernel.close();
            throw e;
        }
    }

    /** Becomes an owner of a plan beside the caller, and lets go of what it drives out. */
    private void keep(Plan plan) {
        List<Plan> evicted = new ArrayList<>();
        try {
            synchronized (this) {
                ensureOpen();
                plan.tryRetain();
                long now = clock + 1;
                for (Plan other : cached.values()) {
                    now = Math.max(now, other.lastUse + 1);
                }
                plan.lastUse = now;
                clock = now;
                cached.put(plan.problem(), plan);
                evict(plan, evicted);
                table = new PlanTable(cached.values());
            }
        } finally {
            evicted.forEach(Plan::release);
        }
    }

    /** Takes out what is over the bounds, the newest only if it is so by itself; the caller lets go of it. */
    private void evict(Plan newest, List<Plan> evicted) {
        // First what is too large by itself, lest it drive out all the others before it goes too.
        for (Plan plan : List.copyOf(cached.values())) {
            if (plan.heldBytes() > maxBytes) {
                evicted.add(plan);
                cached.remove(plan.problem());
            }
        }
        while (cached.size() > 1 && (cached.size() > maxEntries || heldBytes() > maxBytes)) {
            Plan oldest = newest;
            for (Plan plan : cached.values()) {
                oldest = plan.lastUse < oldest.lastUse ? plan : oldest;
            }
            evicted.add(oldest);
            cached.remove(oldest.problem());
        }
    }

    private synchronized void forget(Plan plan) {
        live.remove(plan);
        notifyAll();
    }

    /**
     * Fails early, before anything is copied for a run that cannot be.
     *
     * @throws IllegalStateException if the cache is closed
     */
    public void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("the layer is closed");
        }
    }

    /** The plans that are kept. */
    public synchronized int entries() {
        return cached.size();
    }

    /** The bytes that kept plans hold. */
    public synchronized long heldBytes() {
        return cached.values().stream().mapToLong(Plan::heldBytes).sum();
    }

    /** Closes all plans, whoever owns them, now or when their runs end. Later calls do nothing. */
    public void close() {
        List<Plan> all;
        synchronized (this) {
            closed = true;
            table = PlanTable.EMPTY;
            cached.clear();
            all = List.copyOf(live);
        }
        all.forEach(Plan::close);
    }

    /**
     * Waits until no run is under way; an interrupt does not cut it short, but is kept. Does not wait for a plan that the caller
     * itself is making, as when a handler of log records closes the layer: that ends by itself.
     */
    public void awaitRuns() {
        Uninterruptibly.await(() -> {
            synchronized (this) {
                while (othersMake() || !live.isEmpty()) {
                    // Looks again now and then: whoever left last may have had no stack left to close what it used.
                    wait(LOOK_AGAIN_MILLIS);
                    List.copyOf(live).forEach(Plan::close);
                }
            }
        });
    }

    private boolean othersMake() {
        for (Making one : making.values()) {
            if (one.maker != Thread.currentThread()) {
                return true;
            }
        }
        return false;
    }
}
