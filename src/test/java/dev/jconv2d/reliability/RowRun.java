package dev.jconv2d.reliability;

import dev.jconv2d.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One run of a row in a child JVM. A death by signal, an hs_err file, an end that never comes: each fails the row. */
final class RowRun {
    /** A folder that outlives the run. */
    static final String KEPT = "corpus";

    private final Row row;
    private final long tries;
    private final boolean isLong;
    private final Path folder;

    /**
     * A run to come.
     *
     * @param folder where the child works, and leaves what it leaves
     */
    RowRun(Row row, long tries, boolean isLong, Path folder) {
        this.row = row;
        this.tries = tries;
        this.isLong = isLong;
        this.folder = folder;
    }

    Outcome run(long seed) throws IOException, InterruptedException {
        clean();
        String commit = Place.commit();
        long begin = System.nanoTime();
        ChildJvm.Result result = child(seed);
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        List<String> violations = new ArrayList<>(values(result, Child.VIOLATION));
        if (result.exit() != 0) {
            violations.add("the JVM ended with exit code " + result.exit() + ": " + tail(result.err()));
        } else if (!result.lines().contains(Child.END)) {
            violations.add("the JVM ended before the program: " + tail(result.err()));
        }
        crashes(violations);
        long done =
                values(result, Child.TRIES).stream().mapToLong(Long::parseLong).sum();
        if (done < tries) {
            violations.add("only " + done + " of " + tries + " tries were made");
        }
        if (!violations.isEmpty()) {
            violations.add("seed " + seed + ", stderr: " + tail(result.err()));
            Files.writeString(folder.resolve("output.txt"), result.out() + "\n" + result.err());
        }
        return new Outcome(
                done,
                String.join("; ", values(result, Child.HAPPENED)),
                violations,
                seconds,
                LocalDate.now(ZoneOffset.UTC).toString(),
                commit,
                Place.machine());
    }

    /** What an earlier run has left, a crash's report above all, is not this one's; but fuzzing goes on with what it has learnt. */
    private void clean() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.walk(folder)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder) && !path.startsWith(folder.resolve(KEPT))) {
                    Files.delete(path);
                }
            }
        }
    }

    private ChildJvm.Result child(long seed) throws IOException, InterruptedException {
        try {
            return new ChildJvm()
                    .in(folder)
                    .within(isLong ? Duration.ofHours(4) : Duration.ofMinutes(5))
                    .behind(row.wrapper().toArray(new String[0]))
                    .with("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"), "-Xmx256m")
                    .with("-Djconv2d.test.native=" + System.getProperty("jconv2d.test.native", ""))
                    .with(row.jvmArguments().toArray(new String[0]))
                    .runMain(
                            Child.class.getName(),
                            row.name(),
                            Long.toString(tries),
                            Long.toString(seed),
                            Boolean.toString(isLong));
        } catch (AssertionError e) {
            return new ChildJvm.Result(-1, "", e.getMessage());
        }
    }

    private void crashes(List<String> violations) throws IOException {
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("hs_err") || name.startsWith("core"))
                    .forEach(name -> violations.add("the JVM has crashed: " + folder.resolve(name)));
        }
    }

    private static List<String> values(ChildJvm.Result result, String key) {
        return result.lines().stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .toList();
    }

    private static String tail(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.substring(Math.max(0, line.length() - 600));
    }
}
