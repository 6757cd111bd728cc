package dev.jconv2d.bench.driver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jconv2d.bench.results.Results.Memory;
import dev.jconv2d.bench.results.Results.Outcome;
import org.jspecify.annotations.Nullable;

/** What the driver and its workers say to each other: a line of JSON each. */
final class Messages {
    static final ObjectMapper JSON = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private Messages() {}

    /** What a worker shall do: the one that is set; to forget the layer if none is. */
    record Request(@Nullable Prepare prepare, @Nullable Time time, boolean tellMemory) {
        static final Request MEMORY = new Request(null, null, true);
        static final Request DROP = new Request(null, null, false);

        static Request of(Prepare prepare) {
            return new Request(prepare, null, false);
        }

        static Request of(Time time) {
            return new Request(null, time, false);
        }
    }

    /**
     * Make a layer, run it, check it, warm it up.
     *
     * @param problem in oneDNN's spelling
     * @param expected file of the reference kernel's output, native float32
     * @param tolerance the largest difference from it that rounding explains
     * @param slowNanos a first call that takes longer than this is not repeated
     */
    record Prepare(String problem, int batch, String expected, double tolerance, long slowNanos) {}

    /** Call the layer for about so long. */
    record Time(long nanos) {}

    /** A worker's first words: the engine's version, or why it does not run here. */
    record Hello(@Nullable String version, @Nullable String failure) {}

    /**
     * What became of a layer.
     *
     * @param creationNanos to make it and compute once
     * @param slowNanos a call's time, if it is too slow to be timed in turns
     */
    record Prepared(Outcome outcome, String note, double creationNanos, double slowNanos) {}

    /** A call's time, and the Java heap that it takes. */
    record Timed(double nanos, double heapBytes) {}

    /** A layer is dropped. */
    record Dropped() {}

    /** Memory of the process. */
    record Resident(Memory memory) {}
}
