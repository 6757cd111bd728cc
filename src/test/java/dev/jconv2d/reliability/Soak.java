package dev.jconv2d.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The long form of every row, one after another. What has been run stays in a folder, so that an interrupted run goes on where
 * it was; then the table is printed, and written. The exit code is 1 if a row has failed.
 */
final class Soak {
    private Soak() {}

    /** Arguments: the folder of results, a folder to work in, the table's file, and the rows to run, separated by commas; "all", or "none" for the table alone. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path results = Path.of(arguments[0]).toAbsolutePath();
        Path work = Path.of(arguments[1]).toAbsolutePath();
        List<Row> rows = rows(arguments[3]);
        boolean again = !arguments[3].equals("all");
        for (Row row : rows) {
            Path file = file(results, row);
            if (again || !Files.exists(file)) {
                run(row, work).write(file);
            }
        }
        Map<String, Outcome> outcomes = new HashMap<>();
        for (Row row : Rows.ALL) {
            if (Files.exists(file(results, row))) {
                outcomes.put(row.name(), Outcome.read(file(results, row)));
            }
        }
        String table = Table.of(outcomes);
        System.out.println(table);
        Table.replaceIn(Path.of(arguments[2]), table);
        System.exit(outcomes.values().stream().allMatch(Outcome::passed) ? 0 : 1);
    }

    private static Outcome run(Row row, Path folder) throws IOException, InterruptedException {
        Path work = folder.resolve(row.name());
        System.out.println(row + ": " + row.longTries() + " tries ...");
        Outcome outcome = new RowRun(row, row.longTries(), true, work).run(System.nanoTime());
        System.out.println(row + ": " + (outcome.passed() ? "passed" : "FAILED " + outcome.violations()) + " in "
                + outcome.seconds() + " s: " + outcome.happened());
        return outcome;
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
