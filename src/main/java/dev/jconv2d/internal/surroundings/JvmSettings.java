package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the JVM was started. */
final class JvmSettings {
    /** The first release that wants to be told that native code may be used. */
    private static final int ASKS_FOR_NATIVE_ACCESS = 24;

    private static final String NATIVE_ACCESS = "--enable-native-access=";

    /** All that is in no module, as this library is. */
    private static final String CLASS_PATH = "ALL-UNNAMED";

    /** That of the optimising compiler. */
    private static final int HIGHEST_TIER = 4;

    private JvmSettings() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        compilers(here, found);
        if ("true".equals(here.option("CheckJNICalls"))) {
            found.accept(new RuntimeWarning(
                    "-Xcheck:jni checks each call of native code, which then takes some microseconds more",
                    "leave the option out"));
        }
        for (String argument : here.arguments()) {
            if (argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp")) {
                found.accept(new RuntimeWarning(
                        "a debugger's agent (jdwp) is loaded: who reaches its port can run code in this process",
                        "leave the option out"));
            }
        }
        if ("true".equals(here.option("DisableExplicitGC"))) {
            found.accept(new RuntimeWarning(
                    "-XX:+DisableExplicitGC: where direct memory runs out, because outputs are dropped and not closed,"
                            + " a call takes half a second",
                    "close outputs, or -XX:+ExplicitGCInvokesConcurrent in its place"));
        }
        boolean refused = NativeAbsence.isForWantOfAccess(here);
        // Where it was refused, whatever was allowed was not enough.
        if (refused
                || (BackendChoice.isNative(here)
                        && here.release() >= ASKS_FOR_NATIVE_ACCESS
                        && !enablesNativeAccess(here))) {
            found.accept(new RuntimeWarning(
                    "native code was not allowed on the JVM's command line, for which this JVM "
                            + (refused ? "loads none" : "warns, and later ones may load none"),
                    NATIVE_ACCESS + CLASS_PATH));
        }
    }

    private static void compilers(Surroundings here, Consumer<RuntimeWarning> found) {
        String info = here.property("java.vm.info");
        if (info != null && info.contains("interpreted")) {
            found.accept(new RuntimeWarning(
                    "the JVM interprets (-Xint): Java's kernels take hundreds of times as long, and all calls longer",
                    "leave the option out"));
        } else if (stopsBelow(HIGHEST_TIER, here.option("TieredStopAtLevel"))
                || (info != null && info.contains("emulated-client"))) {
            found.accept(new RuntimeWarning(
                    "the JVM's optimising compiler is off (-XX:TieredStopAtLevel): Java's kernels, which compute some"
                            + " layers under oneDNN too, take many times as long",
                    "leave the option out"));
        }
    }

    private static boolean stopsBelow(int tier, @Nullable String option) {
        return option != null && option.matches("\\d") && Integer.parseInt(option) < tier;
    }

    private static boolean enablesNativeAccess(Surroundings here) {
        for (String argument : here.arguments()) {
            if (argument.equals("--illegal-native-access=allow")
                    || (argument.startsWith(NATIVE_ACCESS)
                            && List.of(argument.substring(NATIVE_ACCESS.length())
                                            .split(",", -1))
                                    .contains(CLASS_PATH))) {
                return true;
            }
        }
        return here.mainJarEnablesNativeAccess();
    }
}
