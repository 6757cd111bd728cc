package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Trial;
import java.util.ArrayList;
import java.util.List;

/** Threads that do something at once, and end. */
final class Teams {
    private Teams() {}

    /** What a member does. */
    interface Member {
        void run(int index) throws Exception;
    }

    /** Starts all and waits for all; one that throws is a violation. Whether all hang is for who waits for the JVM. */
    static void run(Trial trial, int members, Member member) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            int index = i;
            Thread thread = new Thread(() -> guarded(trial, member, index), "member-" + index);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a member throws is a violation
    private static void guarded(Trial trial, Member member, int index) {
        try {
            member.run(index);
        } catch (Throwable e) {
            trial.violation("a thread threw " + e + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(3, e.getStackTrace().length)));
        }
    }
}
