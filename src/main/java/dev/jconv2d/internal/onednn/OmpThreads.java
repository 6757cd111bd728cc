package dev.jconv2d.internal.onednn;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.jconv2d.internal.NativeConfig;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The thread budget of primitives. A primitive keeps the count of OpenMP threads that the thread which makes it has at that
 * moment, so the count is set around the making and put back: nothing else in the process sees it.
 *
 * <p>The preset binds no OpenMP function; JNA calls them by address. It is loaded only if a budget is set, and then always:
 * what OpenMP would take by itself can only be guessed.
 */
public final class OmpThreads {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private final int count;
    private final @Nullable Function setCount;
    private final @Nullable Function getCount;
    private final String note;

    private OmpThreads(int count, @Nullable Function setCount, @Nullable Function getCount, String note) {
        this.count = count;
        this.setCount = setCount;
        this.getCount = getCount;
        this.note = note;
    }

    /** The budget, or OpenMP's own count where none is set or where it cannot be set. */
    static OmpThreads of(OptionalInt budget) {
        int own = ownCount();
        if (budget.isEmpty()) {
            return new OmpThreads(own, null, null, "");
        }
        try {
            return new OmpThreads(
                    budget.getAsInt(), function("omp_set_num_threads"), function("omp_get_max_threads"), "");
        } catch (RuntimeException | LinkageError e) {
            String note = "threads = " + budget.getAsInt() + " cannot be set for oneDNN: " + e.getMessage()
                    + " (needs net.java.dev.jna:jna:" + NativeConfig.current().get("jna.version")
                    + ", and a directory where it can unpack its library)";
            if (!WARNED.getAndSet(true)) {
                System.getLogger("dev.jconv2d").log(Level.WARNING, note);
            }
            return new OmpThreads(own, null, null, note);
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

    /** Makes something native under this budget. */
    <T> T make(Supplier<T> maker) {
        if (setCount == null || getCount == null) {
            return maker.get();
        }
        int before = getCount.invokeInt(new Object[0]);
        setCount.invokeVoid(new Object[] {count});
        try {
            return maker.get();
        } finally {
            setCount.invokeVoid(new Object[] {before});
        }
    }

    private static Function function(String name) {
        org.bytedeco.javacpp.Pointer address = Loader.addressof(name);
        if (address == null) {
            throw new IllegalStateException("the OpenMP runtime has no " + name);
        }
        return Function.getFunction(new Pointer(address.address()));
    }

    /** What OpenMP takes by itself, as far as Java can tell: OMP_NUM_THREADS, else all cores. */
    private static int ownCount() {
        String variable = System.getenv("OMP_NUM_THREADS");
        if (variable != null) {
            try {
                return Math.max(1, Integer.parseInt(variable.split(",", 2)[0].strip()));
            } catch (NumberFormatException e) {
                // OpenMP ignores what it cannot read, too.
            }
        }
        return Runtime.getRuntime().availableProcessors();
    }
}
