package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.Locale;
import java.util.function.Consumer;

/** oneDNN's own settings in the environment that are for debugging, or change what it computes. */
final class OneDnnSettings {
    /** Of the profilers that JIT_PROFILE names by bits, those that write files. */
    private static final int PROFILES_WITH_FILES = 2 | 4;

    private static final String LEAVE_OUT = "leave it out of the environment";

    private OneDnnSettings() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        if (!BackendChoice.isNative(here)) {
            return;
        }
        OneDnnVariable verbose = OneDnnVariable.of(here, "VERBOSE");
        if (verbose != null && isTalkative(verbose)) {
            found.accept(new RuntimeWarning(
                    verbose + " has oneDNN print lines to stdout, for each call or plan", LEAVE_OUT));
        }
        OneDnnVariable dump = OneDnnVariable.of(here, "JIT_DUMP");
        if (dump != null && dump.number() != 0) {
            found.accept(new RuntimeWarning(
                    dump + " has oneDNN write each kernel that it makes into a file in the working directory",
                    LEAVE_OUT));
        }
        OneDnnVariable profile = OneDnnVariable.of(here, "JIT_PROFILE");
        if (profile != null && (profile.number() & PROFILES_WITH_FILES) != 0) {
            found.accept(new RuntimeWarning(
                    profile + " has oneDNN write each kernel that it makes into files for a profiler", LEAVE_OUT));
        }
        OneDnnVariable capacity = OneDnnVariable.of(here, "PRIMITIVE_CACHE_CAPACITY");
        if (capacity != null && capacity.value().strip().equals("0")) {
            found.accept(new RuntimeWarning(
                    capacity + " has oneDNN keep no kernels, so that plans of the same shape take longer to make again",
                    LEAVE_OUT));
        }
        OneDnnVariable precision = OneDnnVariable.of(here, "DEFAULT_FPMATH_MODE");
        if (precision != null
                && precision.value().strip().toUpperCase(Locale.ROOT).matches("BF16|F16|TF32|ANY")) {
            found.accept(new RuntimeWarning(
                    precision + " lets oneDNN compute with less than float32's precision on processors that are"
                            + " faster then (AMX), so that results differ from other machines'",
                    LEAVE_OUT));
        }
    }

    /** Errors and warnings are seldom; all else is told for each call or plan. Words that oneDNN does not know do nothing. */
    private static boolean isTalkative(OneDnnVariable verbose) {
        for (String word : verbose.value().split(",", -1)) {
            if (word.matches("[1-9]|all|check|dispatch|profile(_create|_exec)?")) {
                return true;
            }
        }
        return false;
    }
}
