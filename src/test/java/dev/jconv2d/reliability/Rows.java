package dev.jconv2d.reliability;

import dev.jconv2d.cli.verify.GoldenCalls;
import dev.jconv2d.cli.verify.RandomCalls;
import dev.jconv2d.fuzz.FuzzTarget;
import dev.jconv2d.reliability.faults.BadCalls;
import dev.jconv2d.reliability.faults.CacheFolders;
import dev.jconv2d.reliability.faults.CachedLibraries;
import dev.jconv2d.reliability.faults.CloseRaces;
import dev.jconv2d.reliability.faults.Cycles;
import dev.jconv2d.reliability.faults.DoubleClose;
import dev.jconv2d.reliability.faults.DroppedOutputs;
import dev.jconv2d.reliability.faults.Ends;
import dev.jconv2d.reliability.faults.ExtremeCalls;
import dev.jconv2d.reliability.faults.FailuresMidway;
import dev.jconv2d.reliability.faults.ForgottenClose;
import dev.jconv2d.reliability.faults.Fuzzing;
import dev.jconv2d.reliability.faults.KilledUnpacking;
import dev.jconv2d.reliability.faults.ManyShapes;
import dev.jconv2d.reliability.faults.ManyStarts;
import dev.jconv2d.reliability.faults.MixedLoad;
import dev.jconv2d.reliability.faults.NativeJars;
import dev.jconv2d.reliability.faults.NoThreadHelper;
import dev.jconv2d.reliability.faults.Overlaps;
import dev.jconv2d.reliability.faults.PrematureCollection;
import dev.jconv2d.reliability.faults.ScarceMemory;
import dev.jconv2d.reliability.faults.ShortThreads;
import dev.jconv2d.reliability.faults.SizeOverflow;
import dev.jconv2d.reliability.faults.TestClass;
import java.util.List;
import java.util.function.Supplier;

/** The table's rows: how often each fault is tried in every build and in the long form, the bar, and the program that tries it. */
final class Rows {
    static final List<Row> ALL = List.of(
            row("bad-calls", "calls", BadCalls::new)
                    .fault("wrong length, rank, shape, null, buffer, position, format, or closed")
                    .tries(200_000, 10_000_000)
                    .bar("0 crashes, 0 canaries changed, 0 native entries"),
            row("sizes", "calls", SizeOverflow::new)
                    .fault("size overflow: 0, 2^31 ± 1, 2^32, 2^62 and the like in every field")
                    .tries(30_000, 1_000_000)
                    .bar("accepted exactly where exact arithmetic accepts, 0 native entries"),
            row("extremes", "layers", ExtremeCalls::new)
                    .fault("legal but extreme strides, dilations, borders, kernels and images")
                    .tries(40, 5_000)
                    .bar("0 crashes, all as the reference kernel"),
            row("extremes-vectors", "layers", ExtremeCalls::new)
                    .fault("the same with Java's explicit vectors")
                    .jvm("--add-modules=jdk.incubator.vector")
                    .tries(40, 5_000)
                    .bar("the same"),
            row("goldens", "calls", GoldenCalls::new)
                    .fault("PyTorch's outputs, NaN, infinities, -0 and denormals among them, and its refusals")
                    .inBuild("BackendContract")
                    .tries(0, 5_000)
                    .bar("all as PyTorch"),
            row("wrong-numbers", "random layers", RandomCalls::new)
                    .fault("wrong numbers, elements not written, memory beside the output written")
                    .tries(400, 20_000)
                    .bar("all within the bound, integers equal, no NaN left, canaries whole"),
            row("wrong-numbers-avx2", "random layers", RandomCalls::new)
                    .fault("the same with AVX2 alone")
                    .jvm("-Djconv2d.isa.max=AVX2")
                    .tries(150, 5_000)
                    .bar("the same"),
            row("wrong-numbers-sse41", "random layers", RandomCalls::new)
                    .fault("the same with SSE4.1 alone")
                    .jvm("-Djconv2d.isa.max=SSE41")
                    .tries(150, 5_000)
                    .bar("the same"),
            row("wrong-numbers-vectors", "random layers", RandomCalls::new)
                    .fault("the same with Java's explicit vectors")
                    .jvm("--add-modules=jdk.incubator.vector")
                    .tries(150, 5_000)
                    .bar("the same"),
            row("overlap", "calls", Overlaps::new)
                    .fault("input, residual and output overlap")
                    .tries(10_000, 1_000_000)
                    .bar("refused exactly where bytes are shared, 0 wrong"),
            row("use-after-close", "rounds", () -> new TestClass("dev.jconv2d.LifeCycleTest"))
                    .fault("every public method of what is closed, and closing in any order")
                    .inBuild("LifeCycleTest")
                    .tries(0, 100)
                    .bar("IllegalStateException, or a description; 0 native entries, nothing written"),
            row("forgotten-close", "objects", ForgottenClose::new)
                    .fault("layers and plans that are dropped, not closed")
                    .jvm("-Djconv2d.leaks.report=true", "-Djconv2d.pool.bytes=0")
                    .tries(2_000, 100_000)
                    .bar("0 handles and 0 bytes left after a collection, each reported once"),
            row("double-close", "objects", DoubleClose::new)
                    .fault("closed by eight threads at once, twice each, in any order")
                    .tries(4_000, 1_000_000)
                    .bar("each freed once"),
            row("close-races", "races", CloseRaces::new)
                    .fault("layer, plan, inputs or outputs closed while eight threads run them")
                    .tries(300, 100_000)
                    .bar("0 crashes, 0 wrong, 0 hangs"),
            row("many-threads", "rounds", () -> new TestClass("dev.jconv2d.ManyThreadsTest"))
                    .fault("one layer, 16 threads, 200 shapes")
                    .inBuild("ManyThreadsTest")
                    .tries(0, 20)
                    .bar("0 mismatches"),
            row("short-threads", "threads", ShortThreads::new)
                    .fault("made in one thread, run in short-lived others")
                    .jvm("-Xms256m", "-XX:+AlwaysPreTouch")
                    .tries(1_000, 20_000)
                    .bar("RSS grows by less than 32 MiB, threads do not"),
            row("collection", "runs", PrematureCollection::new)
                    .fault("premature collection: System.gc() all the time")
                    .jvm("-Xmx64m")
                    .tries(4_000, 1_000_000)
                    .bar("0 crashes, 0 wrong"),
            row("collection-compiled", "runs", PrematureCollection::new)
                    .fault("the same, everything compiled at first use")
                    .jvm("-Xmx64m", "-Xcomp")
                    .tries(0, 200_000)
                    .inBuild("the row above, which lets the JVM choose")
                    .bar("the same"),
            row("cycles", "cycles", Cycles::new)
                    .fault("leak in create, run, close")
                    .jvm("-Xmx64m", "-Xms64m", "-XX:+AlwaysPreTouch")
                    .tries(2_500, 1_000_000)
                    .bar("RSS grows by less than 16 MiB once warm"),
            row("many-shapes", "calls", ManyShapes::new)
                    .fault("many distinct shapes, five times over")
                    .jvm("-Xmx64m", "-Xms64m", "-XX:+AlwaysPreTouch")
                    .tries(1_000, 50_000)
                    .bar("plans bounded, RSS grows by less than 32 MiB after the first round"),
            row("direct-memory", "calls", () -> new ScarceMemory(700, true))
                    .fault("direct memory runs out")
                    .jvm("-Xmx64m", "-XX:MaxDirectMemorySize=48m")
                    .tries(3, 1_000)
                    .bar("an exception that names the limit; the next call works"),
            row("small-heap", "calls", () -> new ScarceMemory(2_000, false))
                    .fault("large tensors, small heap: JavaCPP counts the process's memory")
                    .jvm("-Xmx64m", "-XX:MaxDirectMemorySize=4g")
                    .tries(2, 20)
                    .bar("0 spurious OutOfMemoryErrors"),
            row("address-space", "calls", () -> new ScarceMemory(984, true))
                    .fault("the system refuses memory (ulimit -v)")
                    .jvm(
                            "-Xmx64m",
                            "-Xint",
                            "-XX:+UseSerialGC",
                            "-XX:ReservedCodeCacheSize=16m",
                            "-XX:CompressedClassSpaceSize=32m",
                            "-XX:MaxDirectMemorySize=16g")
                    .behind("sh", "-c", "ulimit -v 1600000; exec \"$@\"", "sh")
                    .tries(2, 60)
                    .bar("a Java exception; the next call works"),
            row("dropped-outputs", "calls", DroppedOutputs::new)
                    .fault("outputs made by the million, every other one dropped")
                    .jvm("-Xmx64m")
                    .tries(20_000, 100_000)
                    .bar("0 failures"),
            row("dropped-outputs-no-gc", "calls", DroppedOutputs::new)
                    .fault("the same where System.gc() does nothing")
                    .jvm("-Xmx64m", "-XX:+DisableExplicitGC")
                    .tries(5_000, 100_000)
                    .bar("0 failures"),
            row("midway", "failures", FailuresMidway::new)
                    .fault("a failure at each native step of making and running a plan")
                    .tries(300, 20_000)
                    .bar("an exception, or another way; 0 handles left; the next call works"),
            row("cached-libraries", "starts", CachedLibraries::new)
                    .fault("native libraries cut, damaged (size and time kept), links or folders in JavaCPP's cache")
                    .tries(8, 70)
                    .bar("0 crashes; new copies, or Java with one line that says why and what helps"),
            row("native-jars", "starts", NativeJars::new)
                    .fault(
                            "native jars missing, damaged, for other processors, for a later glibc; musl; another oneDNN about")
                    .tries(8, 80)
                    .bar("0 crashes, Java computes, one line that says why and what helps"),
            row("cache-folders", "starts", CacheFolders::new)
                    .fault("the cache's folder a file, noexec, read-only, full")
                    .tries(6, 60)
                    .bar("the same"),
            row("killed-unpacking", "kills", KilledUnpacking::new)
                    .fault("kill -9 while native libraries are unpacked")
                    .tries(4, 200)
                    .bar("the next start computes with oneDNN and leaves nothing half-written"),
            row("many-starts", "JVMs", ManyStarts::new)
                    .fault("eight JVMs at once on an empty cache")
                    .tries(8, 400)
                    .bar("all compute with oneDNN"),
            row("no-thread-helper", "starts", NoThreadHelper::new)
                    .fault("JNA's library cannot be unpacked: temp and home read-only")
                    .tries(1, 20)
                    .bar("oneDNN computes and says that the thread budget is not in force"),
            row("ends", "exits", Ends::new)
                    .fault("System.exit, or an interrupt, during runs")
                    .tries(4, 1_000)
                    .bar("exit code kept, outputs right, the flag kept"),
            fuzzing(FuzzTarget.NPY, ".npy", 300_000),
            fuzzing(FuzzTarget.SAFETENSORS, "safetensors", 300_000),
            fuzzing(FuzzTarget.CASES, ".cases and their data, read and run", 200_000),
            fuzzing(FuzzTarget.REFUSALS, "tables of calls to be refused, read and made", 200_000),
            fuzzing(FuzzTarget.WISDOM, "wisdom", 300_000),
            fuzzing(FuzzTarget.PNG, "PNG", 500_000),
            fuzzing(FuzzTarget.JPEG, "JPEG", 200_000),
            row("soak", "s", MixedLoad::new)
                    .fault("mixed load with checks")
                    .jvm("-Xms256m", "-XX:+AlwaysPreTouch")
                    .tries(3, 1_800)
                    .bar("0 errors; RSS grows by less than 16 MiB after a third"));

    private Rows() {}

    private static Row row(String name, String unit, Supplier<Fault> program) {
        return new Row(name, unit, program);
    }

    private static Row fuzzing(FuzzTarget target, String files, long executions) {
        return row("fuzz-" + target, "executions", () -> new Fuzzing(target))
                .fault("untrusted files: " + files + ", by Jazzer")
                .tries(0, executions)
                .inBuild("FuzzReplayTest")
                .bar("0 findings: a tensor or a plain error, in bounded memory and time");
    }

    /** The row of a name. */
    static Row named(String name) {
        return ALL.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("row = \"" + name + "\": must be one of "
                        + String.join(", ", ALL.stream().map(Row::name).toList())));
    }
}
