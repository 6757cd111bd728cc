package dev.jconv2d.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says that this process uses; Linux only. */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long MIB = 1 << 20;

    private ProcessMemory() {}

    /** Resident memory in bytes. */
    public static long resident() throws IOException {
        return 1024 * number("VmRSS:");
    }

    /** Threads, the JVM's own included. */
    public static long threads() throws IOException {
        return number("Threads:");
    }

    /** Resident memory once garbage is collected and the collector's and cleaners' threads have settled. */
    public static long settled() throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
            least = Math.min(least, resident());
        }
        return least;
    }

    public static String mib(long bytes) {
        return Math.floorDiv(bytes + MIB / 2, MIB) + " MiB";
    }

    private static long number(String key) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line ->
                        Long.parseLong(line.substring(key.length()).strip().split(" ", 2)[0]))
                .findFirst()
                .orElseThrow();
    }
}
