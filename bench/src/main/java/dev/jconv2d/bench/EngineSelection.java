package dev.jconv2d.bench;

import dev.jconv2d.bench.results.Results;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose engines. */
public final class EngineSelection {
    @Option(
            names = {"--engines", "--backends"},
            split = ",",
            paramLabel = "ID",
            description = "engines, by id (see list); default: all")
    private @Nullable List<String> ids;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "FORMAT",
            description = "only engines whose data lie so: ${COMPLETION-CANDIDATES}")
    private @Nullable List<Format> formats;

    /** The engines that were asked for. */
    public List<Engine> engines() {
        List<Engine> chosen = ids == null
                ? Engines.all()
                : ids.stream().map(Engines::of).distinct().toList();
        List<Format> wanted = formats == null ? List.of(Format.values()) : formats;
        List<Engine> left = chosen.stream()
                .filter(engine -> wanted.contains(engine.format()))
                .toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("--formats = " + wanted + ": none of the engines has such data");
        }
        return left;
    }

    /** The same, with the baseline: ratios need something to be ratios to. */
    public List<Engine> withBaseline() {
        Stream<Engine> baseline = Stream.of(Engines.of(Results.BASELINE));
        List<Engine> chosen = engines();
        return chosen.stream().anyMatch(engine -> engine.id().equals(Results.BASELINE))
                ? chosen
                : Stream.concat(baseline, chosen.stream()).toList();
    }
}
