package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that will hurt. */
public final class Warnings {
    private static final List<Check> CHECKS = List.of(
            NativeAbsence::check,
            BackendChoice::check,
            CacheFolder::check,
            InstructionSet::check,
            ThreadCounts::check,
            OneDnnSettings::check,
            DebugSettings::check,
            JvmSettings::check,
            MemoryLimits::check);

    private Warnings() {}

    /** Looks for one kind of trouble. */
    @FunctionalInterface
    private interface Check {
        void check(Surroundings here, Consumer<RuntimeWarning> found);
    }

    /**
     * What {@code RuntimeInfo.warnings} says.
     *
     * @throws IllegalArgumentException if a system property of the library's holds what it must not
     */
    public static List<RuntimeWarning> ofThisProcess() {
        return of(new ThisProcess());
    }

    static List<RuntimeWarning> of(Surroundings here) {
        List<RuntimeWarning> found = new ArrayList<>();
        for (Check check : CHECKS) {
            check.check(here, found::add);
        }
        return List.copyOf(found);
    }
}
