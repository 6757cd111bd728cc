package dev.jconv2d;

import org.jspecify.annotations.Nullable;

/** A backend was asked for by name and does not work here; the message says why and what helps, the cause what failed. */
public final class BackendUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /**
     * Used by the library.
     *
     * @param message which backend, why, and the remedy
     * @param cause what failed, if anything was thrown
     */
    public BackendUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
