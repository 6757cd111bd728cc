package dev.jconv2d.internal.surroundings;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.RuntimeWarning;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** oneDNN would be taken, but its native libraries do not load: why, as near to the root as can be told. */
final class NativeAbsence {
    /** The glibc that the natives were built with. */
    private static final int GLIBC_MINOR = 34;

    private static final String REMEDY = "; remedy: ";

    private NativeAbsence() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        BackendStatus status = here.status();
        boolean fellBack = status.requested() == Backend.AUTO && status.selected() == Backend.JAVA;
        if (fellBack || !status.available()) {
            RuntimeWarning why = why(here, status.reason());
            if (why != null && !isForWantOfAccess(here)) {
                found.accept(why);
            }
        }
    }

    /** Whether the JVM has refused to load native code, which is told by itself. */
    static boolean isForWantOfAccess(Surroundings here) {
        return here.status().reason().contains("IllegalCallerException");
    }

    private static @Nullable RuntimeWarning why(Surroundings here, String reason) {
        CLibrary library = CLibrary.of(here);
        if (library.isMusl()) {
            return new RuntimeWarning(
                    "this system's C library is musl, and oneDNN's native libraries exist for glibc alone",
                    "an image with glibc 2." + GLIBC_MINOR + " or later");
        }
        if (library.isGlibcBefore(GLIBC_MINOR)) {
            return new RuntimeWarning(
                    "this system's glibc " + library.version() + " is too old for oneDNN's native libraries",
                    "a system with glibc 2." + GLIBC_MINOR + " or later, such as Debian 12, Ubuntu 22.04 or RHEL 9");
        }
        String cache = here.nativeCache();
        String noexec = Mounts.noexec(here.lines("/proc/self/mounts"), here.real(cache));
        if (noexec != null) {
            return new RuntimeWarning(
                    "the directory for native libraries, " + cache + ", is on " + noexec
                            + ", which is mounted noexec, so that nothing is loaded from there",
                    "-Djconv2d.javacpp.cachedir=DIR, a directory on another file system");
        }
        String[] parts = reason.split(Pattern.quote(REMEDY), 2);
        // Where no natives exist there is nothing to mend.
        return parts.length < 2 || parts[1].startsWith("none needed") ? null : new RuntimeWarning(parts[0], parts[1]);
    }
}
