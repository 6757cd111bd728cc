package dev.jconv2d.reliability;

import dev.jconv2d.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The long form of every row, one after another. What has been run stays in a folder, so that an interrupted run goes on where
 * it was; then the table is printed, and written. The exit code is 1 if a row has failed. {@code -Djconv2d.test.tries} is another
 * number of tries, or seconds; what was tried less often than the row says does not stay.
 */
final class Soak {
    private Soak() {}

    /** Arguments: the folder of results, a folder to work in, the table's file, and the rows to run, separated by commas; "all", or "none" for the table alone. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path results = Path.of(arguments[0]).toAbsolutePath();
        Path work = Path.of(arguments[1]).toAbsolutePath();
        List<Row> rows = rows(arguments[3]);
        boolean again = !arguments[3].equals("all");
        boolean passed = true;
        for (Row row : rows) {
            Path file = file(results, row);
            if (again || !isDone(row, file)) {
                Outcome outcome = run(row, work);
                passed &= outcome.passed();
                if (tries(row) >= row.longTries()) {
                    outcome.write(file);
                }
            }
        }
        Map<String, Outcome> outcomes = outcomes(results);
        String table = Table.of(outcomes);
        System.out.println(table);
        for (Row row : Rows.ALL) {
            Outcome outcome = outcomes.get(row.name());
            if (outcome != null && !Place.isSame(outcome.commit())) {
                System.out.println(row + ": of " + outcome.commit()
                        + ", since when the library has changed; -Dsoak.rows=" + row + " runs it again");
            }
        }
        Path file = Path.of(arguments[2]);
        Files.writeString(file, Table.in(Files.readString(file), table));
        passed &= outcomes.values().stream().allMatch(Outcome::passed);
        System.exit(passed ? 0 : 1);
    }

    /** What came of the rows that have been run. */
    static Map<String, Outcome> outcomes(Path results) throws IOException {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (Row row : Rows.ALL) {
            if (Files.exists(file(results, row))) {
                outcomes.put(row.name(), Outcome.read(file(results, row)));
            }
        }
        return outcomes;
    }

    /** What has failed, or was not tried as often as it is now to be, is not done. */
    private static boolean isDone(Row row, Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Outcome outcome = Outcome.read(file);
        return outcome.passed() && outcome.tries() >= row.longTries();
    }

    private static Outcome run(Row row, Path folder) throws IOException, InterruptedException {
        Path work = folder.resolve(row.name());
        System.out.println(row + ": " + tries(row) + " tries ...");
        Outcome outcome = new RowRun(row, tries(row), true, work).run(Seed.value());
        System.out.println(row + ": " + (outcome.passed() ? "passed" : "FAILED " + outcome.violations()) + " in "
                + outcome.seconds() + " s: " + outcome.happened());
        return outcome;
    }

    /** As -Dsoak.tries says, or the row. */
    private static long tries(Row row) {
        return Long.getLong("jconv2d.test.tries", row.longTries());
    }

    private static Path file(Path folder, Row row) {
        return folder.resolve(row.name() + ".properties");
    }

    private static List<Row> rows(String names) {
        return switch (names) {
            case "all" -> Rows.ALL;
            case "none" -> List.of();
            default ->
                Arrays.stream(names.split(","))
                        .map(String::strip)
                        .map(Rows::named)
                        .toList();
        };
    }
}
