package dev.jconv2d.internal.surroundings;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.RuntimeWarning;
import java.util.function.Consumer;

/** A slower backend than this process could have. */
final class BackendChoice {
    private static final String VECTORS = "jdk.incubator.vector";

    private BackendChoice() {}

    /** Whether layers that name no backend try oneDNN first. */
    static boolean wantsNative(Surroundings here) {
        Backend requested = here.status().requested();
        return requested == Backend.AUTO || requested == Backend.ONEDNN;
    }

    /** Whether layers that name no backend are computed by oneDNN. */
    static boolean isNative(Surroundings here) {
        BackendStatus status = here.status();
        return status.selected() == Backend.ONEDNN && status.available();
    }

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        Backend selected = here.status().selected();
        if (!wantsNative(here) && here.isNativeLoaded()) {
            found.accept(new RuntimeWarning(
                    Backend.PROPERTY + " = " + here.property(Backend.PROPERTY)
                            + " leaves layers that name no backend to Java, though oneDNN is available",
                    "leave the property out"));
        }
        if (selected == Backend.JAVA && !here.hasModule(VECTORS)) {
            found.accept(new RuntimeWarning(
                    "Java computes in plain loops, which take about twice as long as explicit vectors",
                    "--add-modules " + VECTORS + " on the JVM's command line"));
        }
    }
}
