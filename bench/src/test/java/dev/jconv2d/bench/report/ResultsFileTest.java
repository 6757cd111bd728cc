package dev.jconv2d.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private String text;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("new/results.json");
        ResultsFile.write(file, SyntheticResults.make());
        text = Files.readString(file);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Results read = ResultsFile.read(file);
        Path again = folder.resolve("again.json");
        ResultsFile.write(again, read);
        assertEquals(read, ResultsFile.read(again));
        assertEquals(text, Files.readString(again));
        Results original = SyntheticResults.make();
        assertEquals(original.machine(), read.machine());
        assertEquals(
                List.copyOf(original.labels().keySet()),
                List.copyOf(read.labels().keySet()));
        assertEquals(
                original.comparisons().get(0).layers().get(0).flops(),
                read.comparisons().get(0).layers().get(0).flops());
    }

    @Test
    void timesHaveFourDigits() throws IOException {
        List<Results.LayerResult> written =
                SyntheticResults.make().comparisons().get(0).layers();
        List<Results.LayerResult> read =
                ResultsFile.read(file).comparisons().get(0).layers();
        double before = written.get(0).measurements().get("loops").nanos().get(0);
        double after = read.get(0).measurements().get("loops").nanos().get(0);
        assertEquals(before, after, before * 0.5e-3);
        assertEquals(0, after % 1e5);
    }

    @Test
    void anEnginesMeasurementIsALineAndTheFileEndsWithOne() {
        assertTrue(
                text.lines().anyMatch(line -> line.strip().startsWith("\"onednn\" : {") && line.endsWith("},")), text);
        assertTrue(text.endsWith("}\n"));
    }

    @Test
    void nothingIsLeftBesideTheFile() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void anEndIsMissed() throws IOException {
        assertRefused(text.substring(0, text.length() / 2), "line");
        assertRefused("", "has no version");
        assertRefused(text + "{}", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"version\" : 1 # \"version\" : 2 # is of version 2",
                "\"version\" : 1, #  # has no version",
                "\"batch\" : 1, #  # batch",
                "\"batch\" : 1, # \"batch\" : 1, \"batches\" : 2, # batches",
                "\"batch\" : 1, # \"batch\" : 1, \"batch\" : 2, # batch",
                "\"outcome\" : \"TIMED\" # \"outcome\" : \"QUICK\" # QUICK",
                "\"outcome\" : \"TIMED\" # \"outcome\" : \"WRONG\" # WRONG",
                "\"outcome\" : \"TIMED\" # \"outcome\" : \"SLOW\" # SLOW",
                "\"nanos\" : [ # \"nanos\" : [ -1, # -1",
                "\"nanos\" : [ # \"nanos\" : [ \"x\", # nanos",
            })
    void damageIsNamed(String part, String replacement, String fault) throws IOException {
        String with = replacement == null ? "" : replacement;
        assertTrue(text.contains(part));
        int at = text.indexOf(part);
        assertRefused(text.substring(0, at) + with + text.substring(at + part.length()), fault);
    }

    @Test
    void aMissingFileIsAnotherFault() {
        assertThrows(NoSuchFileException.class, () -> ResultsFile.read(folder.resolve("none.json")));
    }

    private void assertRefused(String damaged, String fault) throws IOException {
        Files.writeString(file, damaged);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ResultsFile.read(file));
        assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains(fault), refused.getMessage());
    }
}
