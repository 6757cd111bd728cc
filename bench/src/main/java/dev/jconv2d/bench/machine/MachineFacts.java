package dev.jconv2d.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.jconv2d.bench.results.Results.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What results must say of the machine for others to compare. */
public final class MachineFacts {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    /** The flags that kernels are chosen by. */
    private static final Pattern FLAGS = Pattern.compile("sse4_1|avx\\w*|fma|f16c|amx\\w*|asimd\\w*|sve\\w*|bf16|i8mm");

    private MachineFacts() {}

    /** Reads and measures; takes some seconds. */
    public static Machine measure() throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        Map<Integer, Double> flops = new TreeMap<>();
        Map<Integer, Double> copies = new TreeMap<>();
        for (int threads : new int[] {1, cores}) {
            flops.put(threads, Peaks.flops(threads));
            copies.put(threads, Peaks.copyBytes(threads));
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                cpu(),
                // x86 calls them flags, Arm features.
                Arrays.stream((cpuinfo("flags") + " " + cpuinfo("Features")).split(" "))
                        .filter(FLAGS.asMatchPredicate())
                        .toList(),
                cores,
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion() + " " + system.getArch() + cLibrary(),
                flops,
                copies);
    }

    private static String cpu() throws IOException {
        String model = cpuinfo("model name");
        return model.isEmpty()
                ? System.getProperty("os.arch")
                : model + " (family " + cpuinfo("cpu family") + ", model " + cpuinfo("model") + ")";
    }

    private static String cpuinfo(String key) throws IOException {
        if (!Files.isReadable(CPUINFO)) {
            return "";
        }
        return Files.readAllLines(CPUINFO).stream()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
                .map(pair -> pair[1].strip())
                .findFirst()
                .orElse("");
    }

    private static String cLibrary() {
        List<String> words = Command.output(List.of("getconf", "GNU_LIBC_VERSION"));
        return words.isEmpty() ? "" : ", " + words.get(0);
    }
}
