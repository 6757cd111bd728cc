package dev.jconv2d.internal.onednn;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.OwnThread;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The thread budget of primitives. A primitive keeps the count of OpenMP threads that the thread which makes it has at that
 * moment, so a thread of our own sets its count and makes it: nothing else in the process sees it.
 *
 * <p>The preset binds no OpenMP function; JNA calls them by address. It is loaded only if a budget is set that the
 * environment does not state, or a plan is to have fewer threads: what OpenMP would take by itself can else only be guessed.
 */
public final class OmpThreads {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private final int count;
    private final @Nullable Function setCount;
    private final String note;

    private OmpThreads(int count, @Nullable Function setCount, String note) {
        this.count = count;
        this.setCount = setCount;
        this.note = note;
    }

    /** The budget, or OpenMP's own count where none is set or where it cannot be set. */
    @SuppressWarnings("CatchingUnchecked") // whatever JNA throws, oneDNN works without it
    static OmpThreads of(OptionalInt budget) {
        OptionalInt environment = environmentCount();
        int own = environment.orElse(Runtime.getRuntime().availableProcessors());
        // What the environment says anyway need not be set.
        if (budget.isEmpty() || budget.equals(environment)) {
            return new OmpThreads(own, null, "");
        }
        try {
            return new OmpThreads(budget.getAsInt(), function("omp_set_num_threads"), "");
        } catch (Throwable e) {
            String note = "threads = " + budget.getAsInt() + " cannot be set for oneDNN: " + e.getMessage()
                    + " (needs net.java.dev.jna:jna:" + NativeConfig.current().get("jna.version")
                    + ", and a directory where it can unpack its library)";
            note = note.replaceAll("\\s*\\R\\s*", " "); // JNA tells of all that it has tried, line by line
            if (!WARNED.getAndSet(true)) {
                System.getLogger("dev.jconv2d").log(Level.WARNING, note);
            }
            return new OmpThreads(own, null, note);
        }
    }

    /** The same for a count that nobody asked for, so that nobody is told where it cannot be had. */
    @SuppressWarnings("CatchingUnchecked") // whatever JNA throws, oneDNN works without it
    @Nullable
    OmpThreads fewer(int threads) {
        if (threads == count) {
            return this;
        }
        try {
            return new OmpThreads(threads, function("omp_set_num_threads"), "");
        } catch (Throwable e) {
            return null;
        }
    }

    /** The most threads that a primitive uses. */
    public int count() {
        return count;
    }

    /** Why the budget is not in force; empty if it is. */
    public String note() {
        return note;
    }

    /** Whether the count is one that was asked for, which OpenMP need not take by itself. */
    boolean isSet() {
        return setCount != null;
    }

    /**
     * Makes something native under this budget, on a thread of its own. That has the stack that native code wants; no virtual thread
     * can leave its carrier with our count; and OpenMP's threads that help here end with it, while those of a caller who
     * comes again stay, and turn slow once the process has more of them than cores.
     */
    <T> T make(Supplier<T> maker) {
        return OwnThread.get("jconv2d-make", "to make a plan on", () -> {
            if (setCount != null) {
                setCount.invokeVoid(new Object[] {count});
            }
            return maker.get();
        });
    }

    private static Function function(String name) {
        org.bytedeco.javacpp.Pointer address = Loader.addressof(name);
        if (address == null) {
            throw new IllegalStateException("the OpenMP runtime has no " + name);
        }
        return Function.getFunction(new Pointer(address.address()));
    }

    /** What OMP_NUM_THREADS says; without it OpenMP takes all cores, as far as Java can tell. */
    private static OptionalInt environmentCount() {
        String variable = System.getenv("OMP_NUM_THREADS");
        if (variable != null) {
            try {
                int count = Integer.parseInt(variable.split(",", 2)[0].strip());
                return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
            } catch (NumberFormatException e) {
                // OpenMP ignores what it cannot read, too.
            }
        }
        return OptionalInt.empty();
    }
}
