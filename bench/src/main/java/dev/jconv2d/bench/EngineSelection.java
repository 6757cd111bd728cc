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
            description = "engines, by id (see list); default: all that belong to the command")
    private @Nullable List<String> ids;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "FORMAT",
            description = "only engines whose data lie so: ${COMPLETION-CANDIDATES}")
    private @Nullable List<Format> formats;

    /** The engines that were asked for, all by default. */
    public List<Engine> engines() {
        return engines(Engines.all());
    }

    private List<Engine> engines(List<Engine> byDefault) {
        List<Engine> chosen = ids == null
                ? byDefault
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

    /**
     * With the baseline: ratios need something to be ratios to.
     *
     * @param byDefault the engines if none were asked for
     */
    public List<Engine> withBaseline(List<Engine> byDefault) {
        Stream<Engine> baseline = Stream.of(Engines.of(Results.BASELINE));
        List<Engine> chosen = engines(byDefault);
        return chosen.stream().anyMatch(engine -> engine.id().equals(Results.BASELINE))
                ? chosen
                : Stream.concat(baseline, chosen.stream()).toList();
    }
}
