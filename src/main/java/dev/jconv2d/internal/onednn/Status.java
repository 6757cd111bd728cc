package dev.jconv2d.internal.onednn;

import dev.jconv2d.NativeException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** oneDNN's status codes, one of which every call returns. */
final class Status {
    static final int SUCCESS = 0;

    /** Tests count native calls here, and make them fail: no path reaches oneDNN without one that is checked. */
    private static volatile @Nullable Consumer<String> watcher;

    private Status() {}

    /** Tells somebody of every call, until told otherwise; what it throws is thrown as if the call had failed. */
    static void watch(@Nullable Consumer<String> listener) {
        watcher = listener;
    }

    /** Throws unless the call succeeded. */
    static void check(int status, String call) {
        Consumer<String> watching = watcher;
        if (watching != null) {
            watching.accept(call);
        }
        if (status != SUCCESS) {
            throw new NativeException(call + " failed: status " + status + " (" + name(status) + ")");
        }
    }

    private static String name(int status) {
        return switch (status) {
            case 1 -> "out of memory";
            case 2 -> "invalid arguments";
            case 3 -> "unimplemented";
            case 4 -> "last implementation reached";
            case 5 -> "runtime error";
            case 6 -> "not required";
            default -> "unknown";
        };
    }
}
