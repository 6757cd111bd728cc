package dev.jconv2d.internal.planning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processor that times hold for. */
final class Machine {
    private static final Path LINUX_FACTS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Looked up once, when something is first measured. */
    private static final class Cpu {
        static final String MODEL = model(System.getProperty("os.name", ""), System.getenv(WINDOWS_NAME), linuxFacts())
                + " "
                + System.getProperty("os.arch")
                + " with "
                + Runtime.getRuntime().availableProcessors() + " cores";
    }

    private static final String WINDOWS_NAME = "PROCESSOR_IDENTIFIER";

    static String cpu() {
        return Cpu.MODEL;
    }

    private static List<String> linuxFacts() {
        if (!Files.isReadable(LINUX_FACTS)) {
            return List.of();
        }
        try {
            // Not strictly UTF-8: whatever firmware wrote must not stop a plan.
            return Files.readAllLines(LINUX_FACTS, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of(); // then times hold for the architecture
        }
    }

    /**
     * The processor's name.
     *
     * @param windowsName what Windows has in the environment; elsewhere anybody may have set it
     * @param linuxFacts the lines of /proc/cpuinfo
     */
    static String model(String system, @Nullable String windowsName, List<String> linuxFacts) {
        String model;
        if (system.startsWith("Windows")) {
            model = windowsName == null ? "" : windowsName.strip();
        } else if (system.startsWith("Mac")) {
            model = "macOS"; // it tells its processor to native code alone
        } else {
            model = linuxModel(linuxFacts);
        }
        return model.isEmpty() ? "unknown" : model;
    }

    /**
     * The model's name, as x86 has it, and each kind of ARM's cores once: part numbers are their implementer's, and a variant is
     * another revision of the core. Old ARM kernels have a name too, but one of the architecture.
     */
    private static String linuxModel(List<String> lines) {
        Set<String> words = new LinkedHashSet<>(); // in the order of the cores
        String name = "";
        String implementer = "";
        String variant = "";
        for (String line : lines) {
            int colon = line.indexOf(':');
            String key = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            switch (key) {
                case "model name" -> name = name.isEmpty() ? value : name;
                case "CPU implementer" -> implementer = value;
                case "CPU variant" -> variant = value;
                case "CPU part" -> words.add(implementer + ":" + value + ":" + variant); // the last of the three
                default -> {
                    // of no use here
                }
            }
        }
        String cores = String.join(" ", words);
        return name.isEmpty() || cores.isEmpty() ? name + cores : name + " " + cores;
    }
}
