package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The numbers that the project shows are those that were measured. */
class PublishedResultsTest {
    private final Report report = new Report(Path.of(".."));

    @Test
    void whatIsShownIsWhatWasMeasured() throws IOException {
        Optional<Path> results = report.published();
        assertTrue(results.isPresent(), "the README's <!-- bench:begin ... --> names no results file");
        assertTrue(Files.exists(results.orElseThrow()), "the README's results are missing: " + results.orElseThrow());
        assertEquals(
                List.of(),
                report.stale(results.orElseThrow()),
                "not as the results give it; write it anew with the command: report " + results.orElseThrow());
    }
}
