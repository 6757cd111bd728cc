package dev.jconv2d.internal;

/** Waiting that an interrupt does not cut short. */
public final class Uninterruptibly {
    private Uninterruptibly() {}

    /** Something that waits, and may be started again after an interrupt. */
    @FunctionalInterface
    public interface Wait {
        void await() throws InterruptedException;
    }

    /** Waits to the end; an interrupt is kept for later. */
    public static void await(Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
