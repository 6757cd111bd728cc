package dev.jconv2d;

import dev.jconv2d.internal.NativeConfig;
import java.lang.StackWalker.StackFrame;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of a layer or a plan that nobody has closed: what it is, and where it was made. Keeps names alone alive. */
final class LeakReport {
    private static final System.Logger LOGGER = System.getLogger("dev.jconv2d");

    /** Read once: layers read the configuration before, so that a wrong key is not met here first. */
    private static final boolean WANTED = NativeConfig.current().flag("leaks.report");

    /** More than anybody reads of a stack, and a bound on what a layer keeps. */
    private static final int MOST_FRAMES = 64;

    /** Whose frames lie between the place that is looked for and here. */
    private static final Set<Class<?>> OWN =
            Set.of(LeakReport.class, Holding.class, Conv2d.class, Conv2dBuilder.class, Conv2dPlan.class);

    private final String what;
    private final StackTraceElement[] made;

    private LeakReport(String what, StackTraceElement[] made) {
        this.what = what;
        this.made = made;
    }

    /** Remembers what its owner's maker is about to hold; null, and nothing done, unless the key {@code leaks.report} asks. */
    static @Nullable LeakReport ifWanted(Object owner) {
        return WANTED ? new LeakReport(owner.toString(), callers()) : null;
    }

    private static StackTraceElement[] callers() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.dropWhile(frame -> OWN.contains(frame.getDeclaringClass()))
                        .limit(MOST_FRAMES)
                        .map(StackFrame::toStackTraceElement)
                        .toArray(StackTraceElement[]::new));
    }

    /** Tells it, in one record: a log without stacks still has the place. */
    void log() {
        LOGGER.log(
                Level.WARNING,
                what + " was never closed; the garbage collector has freed it instead, late; remedy: close() it, as by"
                        + " try-with-resources; made at " + (made.length == 0 ? "an unknown place" : made[0]),
                new MadeHere(made));
    }

    /** A stack for loggers to print; never thrown. */
    private static final class MadeHere extends Exception {
        private static final long serialVersionUID = 1;

        MadeHere(StackTraceElement[] made) {
            setStackTrace(made);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this; // the cleaner's own stack tells nothing
        }
    }
}
