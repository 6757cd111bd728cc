package dev.jconv2d.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in RELIABILITY.md is that of the results that are kept. */
class TableTest {
    @Test
    void fileHoldsTheTableOfTheResults() throws Exception {
        Path file = Path.of("RELIABILITY.md");
        String text = Files.readString(file);
        assertEquals(Table.in(text, Table.of(Soak.outcomes(Path.of("src/test/reliability")))), text);
    }
}
