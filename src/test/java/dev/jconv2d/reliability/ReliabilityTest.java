package dev.jconv2d.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.testing.Native;
import dev.jconv2d.testing.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of every row, or of those that {@code -Djconv2d.test.rows=NAME,...} names; the long form is {@code mvn -Psoak test}. */
class ReliabilityTest {
    @TempDir
    Path folder;

    static List<Row> rows() {
        String names = System.getProperty("jconv2d.test.rows", "");
        return names.isEmpty()
                ? Rows.ALL
                : Arrays.stream(names.split(",")).map(Rows::named).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Exception {
        Native.assume(Backend.ONEDNN);
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "rows read what Linux tells of a process");
        assumeTrue(row.shortTries() > 0, "in this build by " + row.test());
        Outcome outcome = new RowRun(row, row.shortTries(), false, folder).run(Seed.value());
        System.out.println(
                row + ": " + outcome.tries() + " tries in " + outcome.seconds() + " s: " + outcome.happened());
        assertEquals(List.of(), outcome.violations());
    }
}
