package dev.jconv2d.internal.surroundings;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.RuntimeWarning;
import dev.jconv2d.internal.onednn.OneDnn;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** oneDNN would be taken, but its native libraries do not load: why, as near to the root as can be told. */
final class NativeAbsence {
    private static final int GLIBC_MINOR = OneDnn.GLIBC_MINOR;

    private static final Pattern LINKING_OR_FILES =
            Pattern.compile("(UnsatisfiedLinkError|IOException|FileSystemException|AccessDeniedException)\\b");

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
        String[] parts = reason.split(Pattern.quote(REMEDY), 2);
        String what = parts[0];
        String remedy = parts.length < 2 ? "none known, BackendStatus.cause() has more" : parts[1];
        if (remedy.startsWith("none needed")) {
            // Where no natives exist there is nothing to mend; where they want another C library there is.
            return what.endsWith(" with musl") ? ofSystem(here) : null;
        }
        RuntimeWarning better = isPerhapsOfSystem(what, remedy) ? ofSystem(here) : null;
        return better == null ? new RuntimeWarning(what, remedy) : better;
    }

    /** Whether an old C library or a mount may be behind it: not where jars are missing, or a limit was met. */
    private static boolean isPerhapsOfSystem(String what, String remedy) {
        return LINKING_OR_FILES.matcher(what).find() && !remedy.startsWith("add ");
    }

    /** What keeps natives from loading, whatever loaders say of it. */
    private static @Nullable RuntimeWarning ofSystem(Surroundings here) {
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
        return null;
    }
}
