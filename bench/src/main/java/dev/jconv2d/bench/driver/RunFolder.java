package dev.jconv2d.bench.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the JVMs of a run leave what they print, and what goes when the run is over. */
public final class RunFolder implements AutoCloseable {
    private final Path logs;
    private final Path temporary;

    /**
     * Makes the folders.
     *
     * @param logs where what engines print stays
     */
    public RunFolder(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        this.temporary = Files.createTempDirectory("jconv2d-bench");
    }

    Path log(String name) {
        return logs.resolve(name + ".log");
    }

    Path temporary() {
        return temporary;
    }

    /** Deletes what is temporary. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            files.sorted(Comparator.reverseOrder()).forEach(RunFolder::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
