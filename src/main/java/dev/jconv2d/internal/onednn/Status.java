package dev.jconv2d.internal.onednn;

import dev.jconv2d.NativeException;

/** oneDNN's status codes, one of which every call returns. */
final class Status {
    static final int SUCCESS = 0;

    private Status() {}

    /** Throws unless the call succeeded. */
    static void check(int status, String call) {
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
