package dev.jconv2d.bench.results;

import java.util.List;
import java.util.Map;

/**
 * One run of the benchmarks. All that a report says is worked out from this.
 *
 * @param version of this format
 * @param date UTC, ISO 8601
 * @param set what was run: {@code short}, {@code full}, {@code planning} or {@code custom}
 * @param commit of the tree; with {@code +changes} if it had uncommitted ones
 * @param machine what it ran on
 * @param java the JVM's name and version
 * @param engines versions by engine id
 * @param labels what tables call an engine, by id
 * @param comparisons the interleaved comparisons
 * @param starts JVM start to first result; empty if not measured
 */
public record Results(
        int version,
        String date,
        String set,
        String commit,
        Machine machine,
        String java,
        Map<String, String> engines,
        Map<String, String> labels,
        List<Comparison> comparisons,
        List<Start> starts) {
    public static final int VERSION = 1;

    /** The id of the engine that all others are compared with: oneDNN directly, in a layout of its own choice. */
    public static final String BASELINE = "onednn";

    /** The baseline once more, under another name: what this machine shows between equals. */
    public static final String CONTROL = "onednn-again";

    /** The id of the engine that is oneDNN's first choice from plain data: what planning is held against. */
    public static final String FIRST_CHOICE = "onednn-nchw";

    /** That one once more: what the machine shows between equals that also reorder. */
    public static final String FIRST_CHOICE_CONTROL = "onednn-nchw-again";

    /** The names under which engines take part once more, by id. */
    public static final Map<String, String> CONTROLS = Map.of(BASELINE, CONTROL, FIRST_CHOICE, FIRST_CHOICE_CONTROL);

    /**
     * The machine.
     *
     * @param cpu model name
     * @param flags the CPU's flags that matter to kernels
     * @param cores that the JVM may use
     * @param memoryBytes of the machine
     * @param system kernel and C library
     * @param peakFlops measured floating-point operations a second, by threads: 1 and all cores
     * @param copyBytes measured bytes a second read and written by a copy larger than the caches, by threads
     */
    public record Machine(
            String cpu,
            List<String> flags,
            int cores,
            long memoryBytes,
            String system,
            Map<Integer, Double> peakFlops,
            Map<Integer, Double> copyBytes) {}

    /**
     * Engines on the same layers in turns.
     *
     * @param batch images a call
     * @param threads of one call
     * @param callers threads that call at once, each with input and output of its own
     * @param rounds turns of each engine on each layer
     * @param layers what was measured
     * @param memory of each engine's process at the end, by engine id
     */
    public record Comparison(
            int batch, int threads, int callers, int rounds, List<LayerResult> layers, Map<String, Memory> memory) {}

    /**
     * A process's memory.
     *
     * @param residentBytes now
     * @param peakBytes at most, ever
     */
    public record Memory(long residentBytes, long peakBytes) {}

    /**
     * One layer.
     *
     * @param group the workload, such as {@code resnet50}
     * @param name the layer's name there
     * @param problem in oneDNN's spelling, with the batch
     * @param flops of one call
     * @param bytes that one call must move at least
     * @param measurements by engine id, in the order of the engines
     */
    public record LayerResult(
            String group,
            String name,
            String problem,
            double flops,
            double bytes,
            Map<String, Measurement> measurements) {}

    /** What became of an engine on a layer. */
    public enum Outcome {
        /** Checked against the reference kernel, and timed. */
        TIMED,
        /** Checked, but a call takes so long that it was timed once only. */
        SLOW,
        /** Its output differs from the reference kernel's: not timed. */
        WRONG,
        /** It does not compute such a layer. */
        UNSUPPORTED,
        /** It failed, or does not run on this machine. */
        FAILED
    }

    /**
     * One engine on one layer.
     *
     * @param outcome what became of it
     * @param note which code computes, or what went wrong
     * @param nanos a call's time in each round (elapsed time by calls of all callers together); one entry if SLOW, none if
     *     not timed
     * @param creationNanos to make the layer and compute once, in a JVM that has done so with other layers
     * @param heapBytes that a call allocates on the Java heap
     */
    public record Measurement(
            Outcome outcome, String note, List<Double> nanos, double creationNanos, double heapBytes) {}

    /**
     * How long an engine takes from the start of the JVM to its first result.
     *
     * @param engine its id
     * @param problem in oneDNN's spelling
     * @param millis of each round
     * @param residentBytes of the process after the first result, of each round
     */
    public record Start(String engine, String problem, List<Double> millis, List<Long> residentBytes) {}
}
