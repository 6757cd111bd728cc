package dev.jconv2d.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's runs: each sits at a desk, which has a workspace that stays for the next one. A thread looks at the
 * same desk first each time, so threads that compute side by side mostly share no memory that they write. To hold a desk is to keep the kernel
 * open: closing takes every desk that is free, and whoever leaves one afterwards takes that; the last one closes the kernel.
 */
final class Workspaces {
    /** A power of two. More runs than desks at once are possible; they make their workspaces anew. */
    private static final int DESKS = 64;

    /**
     * Where threads look first, by their number: some more desks than can be at work at once, so that two seldom want the same.
     * Threads that come one after another leave no more workspaces behind than these. A power of two.
     */
    private static final int HOMES =
            Math.min(DESKS, Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors() - 1));

    private static final int FREE = 0;
    private static final int TAKEN = 1;
    private static final int GONE = 2;

    private final Kernel kernel;
    private final Runnable afterwards;
    private final Desk[] desks = new Desk[DESKS];
    /** Desks that are not gone, and runs without one. */
    private final AtomicInteger open = new AtomicInteger(DESKS);

    private volatile boolean closing;

    /** What lies before a desk's own fields; a JVM puts a superclass's fields first, and within a class goes by size. */
    @SuppressWarnings("unused")
    private abstract static class Before {
        private long p0;
        private long p1;
        private long p2;
        private long p3;
        private long p4;
        private long p5;
        private long p6;
        private long p7;
    }

    private abstract static class Place extends Before {
        static final AtomicIntegerFieldUpdater<Place> STATE =
                AtomicIntegerFieldUpdater.newUpdater(Place.class, "state");

        volatile int state;
        /** Written by whoever has taken the desk. */
        @Nullable
        Workspace workspace;
    }

    /** Padded on both sides, lest neighbours share a cache line. */
    @SuppressWarnings("unused")
    private static final class Desk extends Place {
        private long q0;
        private long q1;
        private long q2;
        private long q3;
        private long q4;
        private long q5;
        private long q6;
        private long q7;
    }

    /**
     * Takes over a kernel.
     *
     * @param afterwards runs once, when the kernel has been closed
     */
    Workspaces(Kernel kernel, Runnable afterwards) {
        this.kernel = kernel;
        this.afterwards = afterwards;
        for (int i = 0; i < DESKS; i++) {
            desks[i] = new Desk();
        }
    }

    /** Runs the kernel; false, and nothing done, if it is closed. */
    boolean run(Storage input, @Nullable Storage residual, Storage output) {
        if (closing) {
            return false;
        }
        int home = (int) Thread.currentThread().getId() & (HOMES - 1);
        for (int i = 0; i < DESKS; i++) {
            Desk desk = desks[(home + i) & (DESKS - 1)];
            if (desk.state == FREE && Place.STATE.compareAndSet(desk, FREE, TAKEN)) {
                // No call stands between taking the desk and the try: it could fail where the stack has run out.
                try {
                    Workspace workspace = desk.workspace;
                    if (workspace == null) {
                        workspace = kernel.newWorkspace();
                        desk.workspace = workspace;
                    }
                    workspace.run(input, residual, output);
                    return true;
                } finally {
                    desk.state = FREE;
                    if (closing) {
                        takeAway(desk);
                    }
                }
            }
        }
        return runWithoutDesk(input, residual, output);
    }

    private boolean runWithoutDesk(Storage input, @Nullable Storage residual, Storage output) {
        int count = open.get();
        while (count > 0 && !open.compareAndSet(count, count + 1)) {
            count = open.get();
        }
        if (count == 0) {
            return false;
        }
        try (Workspace workspace = kernel.newWorkspace()) {
            workspace.run(input, residual, output);
            return true;
        } finally {
            leave();
        }
    }

    boolean isOpen() {
        return !closing;
    }

    /** Lets no new run begin, and closes the kernel now or when the last run ends. May be called again. */
    void close() {
        closing = true;
        for (Desk desk : desks) {
            takeAway(desk);
        }
    }

    private void takeAway(Desk desk) {
        if (Place.STATE.compareAndSet(desk, FREE, GONE)) {
            try {
                Workspace workspace = desk.workspace;
                if (workspace != null) {
                    desk.workspace = null;
                    workspace.close();
                }
            } finally {
                leave();
            }
        }
    }

    private void leave() {
        if (open.decrementAndGet() == 0) {
            try {
                kernel.close();
            } finally {
                afterwards.run();
            }
        }
    }

    /** Bytes that kernel and workspaces hold; other threads may change it meanwhile. */
    long heldBytes() {
        long bytes = kernel.heldBytes();
        for (Desk desk : desks) {
            Workspace workspace = desk.workspace;
            bytes += workspace == null ? 0 : workspace.heldBytes();
        }
        return bytes;
    }
}
