package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.results.Results.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's memory, as Linux tells it. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Resident set now and at most; zeros where the system does not tell. */
    static Memory now() throws IOException {
        return Files.isReadable(STATUS) ? new Memory(bytes("VmRSS:"), bytes("VmHWM:")) : new Memory(0, 0);
    }

    private static long bytes(String key) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line ->
                        1024 * Long.parseLong(line.substring(key.length()).replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
