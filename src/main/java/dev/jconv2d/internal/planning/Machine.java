package dev.jconv2d.internal.planning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor that times hold for. */
final class Machine {
    private static final Path LINUX_FACTS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Looked up once, when something is first measured. */
    private static final class Cpu {
        static final String MODEL = find();

        private static String find() {
            String model = System.getenv("PROCESSOR_IDENTIFIER"); // Windows has it there
            if (model == null && Files.isReadable(LINUX_FACTS)) {
                // Not strictly UTF-8: whatever firmware wrote must not stop a plan.
                try (Stream<String> lines = Files.lines(LINUX_FACTS, StandardCharsets.ISO_8859_1)) {
                    model = lines.filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse(null);
                } catch (IOException | UncheckedIOException e) {
                    model = null; // then times hold for the architecture
                }
            }
            return (model == null || model.isBlank() ? "unknown" : model.strip())
                    + " "
                    + System.getProperty("os.arch")
                    + " with "
                    + Runtime.getRuntime().availableProcessors() + " cores";
        }
    }

    static String cpu() {
        return Cpu.MODEL;
    }
}
