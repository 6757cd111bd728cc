package dev.jconv2d.reliability;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What came of a row.
 *
 * @param tries how many were made
 * @param happened what came of them, with counts
 * @param violations what must not be; none if the row has passed
 * @param seconds how long it took
 * @param when the day
 * @param commit what it ran on
 * @param machine where
 */
record Outcome(
        long tries,
        String happened,
        List<String> violations,
        long seconds,
        String when,
        String commit,
        String machine) {

    boolean passed() {
        return violations.isEmpty();
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("tries", Long.toString(tries));
        properties.setProperty("happened", happened);
        properties.setProperty("violations", String.join("\n", violations));
        properties.setProperty("seconds", Long.toString(seconds));
        properties.setProperty("when", when);
        properties.setProperty("commit", commit);
        properties.setProperty("machine", machine);
        Files.createDirectories(file.getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static Outcome read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Outcome(
                Long.parseLong(properties.getProperty("tries")),
                properties.getProperty("happened"),
                properties.getProperty("violations").lines().toList(),
                Long.parseLong(properties.getProperty("seconds")),
                properties.getProperty("when"),
                properties.getProperty("commit"),
                properties.getProperty("machine"));
    }
}
