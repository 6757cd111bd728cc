package dev.jconv2d.bench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results as a file. */
public final class ResultsFile {
    private static final JsonMapper MAPPER = ResultsJson.mapper();

    private ResultsFile() {}

    /** Writes results, with measured numbers rounded to four digits. */
    public static void write(Path file, Results results) throws IOException {
        WholeFile.write(file, MAPPER.writer(ResultsJson.printer()).writeValueAsString(results) + "\n");
    }

    /**
     * Reads results.
     *
     * @throws IllegalArgumentException if the file is damaged or of another version; names it and the fault
     * @throws IOException if it cannot be read at all
     */
    public static Results read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            requireVersion(tree);
            Results results = MAPPER.treeToValue(tree, Results.class);
            results.comparisons().forEach(ResultsFile::check);
            return results;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireVersion(JsonNode tree) {
        JsonNode version = tree.path("version");
        require(version.isInt(), "no results: has no version");
        require(
                version.intValue() == Results.VERSION,
                "is of version " + version.intValue() + ", but only " + Results.VERSION + " can be read");
    }

    private static void check(Results.Comparison comparison) {
        for (Results.LayerResult layer : comparison.layers()) {
            require(layer.flops() > 0, layer.name() + ": flops = " + layer.flops());
            layer.measurements().forEach((engine, measurement) -> {
                String place = layer.group() + "/" + layer.name() + ", " + engine;
                List<Double> nanos = measurement.nanos();
                boolean fits =
                        switch (measurement.outcome()) {
                            case TIMED -> !nanos.isEmpty();
                            case SLOW -> nanos.size() == 1;
                            default -> nanos.isEmpty();
                        };
                require(fits, place + ": " + nanos.size() + " times, but is " + measurement.outcome());
                for (double time : nanos) {
                    require(time > 0 && time < Double.POSITIVE_INFINITY, place + ": a time of " + time + " ns");
                }
            });
        }
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
