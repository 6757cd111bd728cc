package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Limits on memory that the pool of off-heap memory can fill by itself, or together with the heap. */
final class MemoryLimits {
    private static final long MIB = 1 << 20;

    private MemoryLimits() {}

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        long heap = here.heapBytes();
        long pool = Math.min(here.bytes("pool.bytes"), heap / 4); // as StoragePool has it
        long direct = number(here.option("MaxDirectMemorySize"));
        if (direct > 0 && pool >= direct) {
            found.accept(new RuntimeWarning(
                    "-XX:MaxDirectMemorySize is " + mib(direct) + ", all of which the pool of " + mib(pool)
                            + " may hold, so that others get no direct memory",
                    "a larger limit, or -Djconv2d.pool.bytes=" + direct / MIB / 2 + "m"));
        }
        long memory = here.memoryBytes();
        if (memory > 0 && heap + pool > memory) {
            found.accept(new RuntimeWarning(
                    "the heap of up to " + mib(heap) + " and the pool of up to " + mib(pool) + " are more than the "
                            + mib(memory) + " that the machine or the container has, which may end the process",
                    "a smaller -Xmx, or a smaller -Djconv2d.pool.bytes"));
        }
    }

    private static long number(@Nullable String option) {
        return option != null && option.matches("\\d{1,18}") ? Long.parseLong(option) : 0;
    }

    private static String mib(long bytes) {
        return bytes / MIB + " MiB";
    }
}
