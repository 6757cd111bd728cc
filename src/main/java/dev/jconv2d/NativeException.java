package dev.jconv2d;

/** A native call failed: an error of the native library or of its use, never of the caller's arguments. */
public final class NativeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Used by the library.
     *
     * @param message the call and its status
     */
    public NativeException(String message) {
        super(message);
    }
}
