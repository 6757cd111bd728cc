package dev.jconv2d.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All readers on their corpora, for a JVM with little memory. */
public final class Replay {
    /** Of a JVM that computes and decodes with 64 MB of heap and 64 MB besides. */
    private static final long MOST_RESIDENT_KB = 300 << 10;

    private Replay() {}

    public static void main(String[] arguments) throws Throwable {
        int count = 0;
        for (FuzzTarget target : FuzzTarget.values()) {
            for (Path file : target.corpus()) {
                target.tryOut(Files.readAllBytes(file));
                count++;
            }
        }
        long resident = mostResident();
        if (resident > MOST_RESIDENT_KB) {
            throw new AssertionError("took " + resident + " kB: at most " + MOST_RESIDENT_KB);
        }
        System.out.println("done: " + count + " files, " + resident + " kB at most");
    }

    /** In kB; 0 where the system does not tell. */
    private static long mostResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
