package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.function.Consumer;

/** A directory was named for native libraries, but JavaCPP could not write there and has taken another without a word. */
final class UnusedCache {
    private UnusedCache() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        if (!BackendChoice.wantsNative(here)) {
            return;
        }
        String property = here.property("org.bytedeco.javacpp.cachedir");
        String named = property == null ? here.key("javacpp.cachedir") : property;
        String used = here.nativeCache();
        if (!named.isEmpty() && !here.real(named).equals(here.real(used))) {
            found.accept(new RuntimeWarning(
                    "javacpp.cachedir = " + named + " cannot be written to, and native libraries are in " + used
                            + " instead",
                    "a directory where this process may write"));
        }
    }
}
