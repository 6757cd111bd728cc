package dev.jconv2d;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What an owner, a layer or a plan, holds until it is closed. Where it is forgotten, the garbage collector lets go of it, and that
 * is reported if the key {@code leaks.report} asks. Knows nothing of the owner, which could else never be collected.
 */
final class Holding {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Runnable release;
    private final @Nullable Holding whole;
    private final @Nullable LeakReport report;
    private final Cleaner.Cleanable cleanable;
    private volatile boolean closed;

    /**
     * Begins, as the last step of making the owner.
     *
     * @param owner whose text is already what it will be
     * @param release lets go; runs once, and refers to no owner
     * @param whole what this is a part of and ends with; null for what stands by itself
     */
    Holding(Object owner, Runnable release, @Nullable Holding whole) {
        this.release = release;
        this.whole = whole;
        this.report = LeakReport.ifWanted(owner);
        this.cleanable = CLEANER.register(owner, this::letGo);
    }

    /** Whether the owner was closed. */
    boolean isClosed() {
        return closed;
    }

    /** Lets go now; later calls do nothing. */
    void close(Object owner) {
        try {
            closed = true;
            cleanable.clean();
        } finally {
            // Else the cleaner could come between, for an owner whose last use this is.
            Reference.reachabilityFence(owner);
        }
    }

    private void letGo() {
        try {
            release.run();
        } finally {
            if (report != null && !closed && (whole == null || !whole.closed)) {
                report.log();
            }
        }
    }
}
