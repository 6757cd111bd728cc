package dev.jconv2d;

import dev.jconv2d.internal.Backends;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backend works here, and what it is.
 *
 * @param requested the backend that was asked about
 * @param selected what computes when it is asked for: {@code requested}, but for AUTO the one that AUTO takes
 * @param available whether a layer can be built on it
 * @param reason why AUTO takes {@code selected}, or why {@code requested} is or is not available, with a remedy; one line
 * @param version the version of what computes: oneDNN's own, or the JVM's
 * @param isa the instruction set that is used, as oneDNN names it; {@code -} for Java and where unknown
 * @param threads the most threads that one call uses; for oneDNN without a budget, what its OpenMP takes by itself as far
 *     as Java can tell
 * @param cause what went wrong when the backend was loaded, or null if nothing did
 */
public record BackendStatus(
        Backend requested,
        Backend selected,
        boolean available,
        String reason,
        String version,
        String isa,
        int threads,
        @Nullable Throwable cause) {

    /**
     * Finds out about a backend; the first call for AUTO or ONEDNN loads the native library. Never throws because a
     * library is missing.
     *
     * @param backend the backend
     * @return its status, the same for the whole process
     */
    public static BackendStatus of(Backend backend) {
        return Backends.status(Objects.requireNonNull(backend, "backend"));
    }
}
