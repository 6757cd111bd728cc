package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** oneDNN is kept from instructions that the processor has, and that make float32 convolutions faster. */
final class InstructionSet {
    /** By which oneDNN's kernels for float32 differ, each with the flags by which Linux tells of it. */
    private enum Level {
        SSE41("sse4_1"),
        AVX("avx"),
        AVX2("avx2"),
        /** Later ones add nothing for float32. */
        AVX512("avx512f avx512bw avx512vl avx512dq");

        private final String flags;

        Level(String flags) {
            this.flags = flags;
        }

        static Level ofProcessor(Set<String> flags) {
            Level best = SSE41;
            for (Level level : values()) {
                best = flags.containsAll(List.of(level.flags.split(" ", -1))) ? level : best;
            }
            return best;
        }

        /** Of oneDNN's name for a set. */
        static Level ofName(String isa) {
            if (isa.startsWith("AVX512") || isa.startsWith("AVX10")) {
                return AVX512;
            }
            return isa.startsWith("AVX2") ? AVX2 : isa.startsWith("AVX") ? AVX : SSE41;
        }
    }

    private InstructionSet() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        String isa = here.status().isa();
        if (!BackendChoice.isNative(here) || !isa.matches("(SSE41|AVX).*")) {
            return; // another processor's
        }
        Level processor = Level.ofProcessor(flags(here));
        String cap = cap(here);
        if (!cap.isEmpty() && Level.ofName(isa).compareTo(processor) < 0) {
            found.accept(new RuntimeWarning(
                    cap + " keeps oneDNN to " + isa + " on a processor that has " + processor + ", which is faster",
                    "leave it out"));
        }
    }

    private static Set<String> flags(Surroundings here) {
        for (String line : here.lines("/proc/cpuinfo")) {
            if (line.startsWith("flags")) {
                return Set.copyOf(Arrays.asList(
                        line.substring(line.indexOf(':') + 1).strip().split(" ", -1)));
            }
        }
        return Set.of();
    }

    /** What caps it, the strongest first; nothing if nothing does. */
    private static String cap(Surroundings here) {
        if (!here.key("isa.max").isEmpty()) {
            return "jconv2d.isa.max = " + here.key("isa.max");
        }
        OneDnnVariable variable = OneDnnVariable.of(here, "MAX_CPU_ISA");
        return variable == null ? "" : variable.toString();
    }
}
