package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.function.Consumer;

/** The directory for native libraries is not the one that was named, or not for this process alone. */
final class CacheFolder {
    private CacheFolder() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        if (!BackendChoice.wantsNative(here)) {
            return;
        }
        String property = here.property("org.bytedeco.javacpp.cachedir");
        String named = property == null ? here.key("javacpp.cachedir") : property;
        String used = here.nativeCache();
        if (used.startsWith("-")) {
            return; // there is no place at all, of which the absence of native code is told
        }
        // JavaCPP takes another without a word.
        if (!named.isEmpty() && !here.real(named).equals(here.real(used))) {
            boolean late = here.mayWrite(named);
            found.accept(new RuntimeWarning(
                    "javacpp.cachedir = " + named
                            + (late ? " was set after JavaCPP had chosen" : " cannot be written to")
                            + ", and native libraries are in " + used + " instead",
                    late
                            ? "-Dorg.bytedeco.javacpp.cachedir=" + named + " on the JVM's command line"
                            : "a directory where this process may write"));
        }
        if (here.othersMayWrite(used)) {
            found.accept(new RuntimeWarning(
                    "every user of this system may write to the directory for native libraries, " + used
                            + ", and so have this process run what they like",
                    "a directory where others may not write: -Djconv2d.javacpp.cachedir=DIR"));
        }
    }
}
