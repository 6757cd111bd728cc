package dev.jconv2d.bench.jmh;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.EngineSelection;
import dev.jconv2d.bench.Layers;
import dev.jconv2d.bench.Options;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Single calls under JMH, with the heap that they take. */
@Command(
        name = "jmh",
        description = {
            "Single calls and the making of layers, under JMH, with -prof gc.",
            "JMH runs its forks one after another, so drift of the machine looks like a difference: compare engines by the"
                    + " command compare."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class JmhCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            defaultValue = ".*",
            description = "which benchmarks, a regular expression; default: all")
    private String include;

    @Mixin
    private EngineSelection selection;

    @Option(
            names = "--layers",
            split = ",",
            defaultValue = "resnet50/layer1.0.conv2-3x3",
            paramLabel = "LAYERS",
            description = "as for compare; default: ${DEFAULT-VALUE}")
    private List<String> layers;

    @Option(names = "--batch", split = ",", defaultValue = "1", description = "images a call; default: 1")
    private List<Integer> batches;

    @Option(names = "--threads", split = ",", description = "threads of one call; default: all cores")
    private @Nullable List<Integer> threads;

    @Option(names = "--callers", defaultValue = "1", description = "threads that call at once; default: 1")
    private int callers;

    @Option(names = "--forks", defaultValue = "3", description = "JVMs for each; default: 3")
    private int forks;

    @Option(names = "--seconds", defaultValue = "1", description = "of each of 5 iterations; default: 1")
    private double seconds;

    @Option(names = "--output", description = "file for JMH's JSON; default: none")
    private @Nullable Path output;

    @Override
    public Integer call() throws Exception {
        List<Integer> eachThreads =
                threads == null ? List.of(Runtime.getRuntime().availableProcessors()) : threads;
        Options.requirePositive("--batch", batches);
        Options.requirePositive("--threads", eachThreads);
        Options.requirePositive("--callers", List.of(callers));
        if (seconds <= 0) {
            throw new IllegalArgumentException("--seconds = " + seconds + ": must be positive");
        }
        List<String> problems = Layers.select(layers).stream()
                .map(layer -> layer.at(1).toString())
                .toList();
        List<RunResult> results = new ArrayList<>();
        for (Engine engine : selection.engines()) {
            TimeValue time = TimeValue.microseconds(Math.round(seconds * 1e6));
            results.addAll(new Runner(new OptionsBuilder()
                            .include("dev.jconv2d.bench.jmh." + include)
                            .addProfiler(GCProfiler.class)
                            .threads(callers)
                            .forks(forks)
                            .warmupIterations(3)
                            .warmupTime(time)
                            .measurementIterations(5)
                            .measurementTime(time)
                            // A failed check must not be one quiet line among results.
                            .shouldFailOnError(true)
                            .jvmArgsPrepend(Stream.concat(
                                            Stream.of("--enable-native-access=ALL-UNNAMED"),
                                            engine.jvmOptions().stream())
                                    .toArray(String[]::new))
                            .param("engine", engine.id())
                            .param("format", engine.format().toString())
                            .param("layer", problems.toArray(String[]::new))
                            .param("batch", texts(batches))
                            .param("threads", texts(eachThreads))
                            .build())
                    .run());
        }
        ResultFormatFactory.getInstance(ResultFormatType.TEXT, System.out).writeOut(results);
        if (output != null) {
            try (PrintStream file = new PrintStream(output.toFile(), StandardCharsets.UTF_8)) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
            }
        }
        return 0;
    }

    private static String[] texts(List<Integer> values) {
        return values.stream().map(String::valueOf).toArray(String[]::new);
    }
}
