package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import dev.jconv2d.internal.files.Quoted;
import java.util.Locale;
import java.util.function.Consumer;

/** Aids to debugging that somebody may have left on, apart from oneDNN's and the JVM's own. */
final class DebugSettings {
    private DebugSettings() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        if (BackendChoice.isNative(here)) {
            openMp(here, found);
            String logger = here.property("org.bytedeco.javacpp.logger.debug");
            if (logger != null && logger.toLowerCase(Locale.ROOT).matches("true|t|")) {
                found.accept(new RuntimeWarning(
                        "org.bytedeco.javacpp.logger.debug = " + logger + " has JavaCPP print to stderr what it loads",
                        "leave the property out"));
            }
        }
        if (here.key("leaks.report").equalsIgnoreCase("true")) {
            found.accept(new RuntimeWarning(
                    "jconv2d.leaks.report = true has each layer and each plan keep the stack of where it was made",
                    "leave the property out when no leak is looked for"));
        }
        String preloaded = here.variable("LD_PRELOAD");
        if (preloaded != null && preloaded.matches(".*lib(asan|lsan|msan|tsan)\\b.*")) {
            found.accept(new RuntimeWarning(
                    "LD_PRELOAD = " + Quoted.plain(preloaded)
                            + " loads a sanitizer, which takes memory and may end the JVM with an exit code of its own",
                    "leave it out of the environment"));
        }
    }

    private static void openMp(Surroundings here, Consumer<RuntimeWarning> found) {
        for (String name : new String[] {"OMP_DISPLAY_ENV", "OMP_DISPLAY_AFFINITY"}) {
            String value = here.variable(name);
            if (value != null && value.strip().toLowerCase(Locale.ROOT).matches("true|1|verbose")) {
                String what = name.equals("OMP_DISPLAY_ENV") ? "its settings" : "a line for each thread that it binds";
                found.accept(new RuntimeWarning(
                        name + " = " + Quoted.plain(value) + " has OpenMP print " + what + " to stderr",
                        "leave it out of the environment"));
            }
        }
    }
}
