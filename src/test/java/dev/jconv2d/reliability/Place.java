package dev.jconv2d.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a result is true of: the commit, and the machine. */
final class Place {
    private Place() {}

    static String commit() throws IOException, InterruptedException {
        String head = git("rev-parse", "--short", "HEAD");
        return head.isEmpty()
                ? "-"
                : head
                        + (git(
                                                "status",
                                                "--porcelain",
                                                "--",
                                                "src",
                                                ":!src/test/reliability",
                                                "native-config",
                                                "pom.xml")
                                        .isEmpty()
                                ? ""
                                : " + changes");
    }

    /** Whether the library is what it was at a commit. */
    static boolean isSame(String commit) throws IOException, InterruptedException {
        return !git("rev-parse", "--verify", "--quiet", commit + "^{commit}").isEmpty()
                && git("diff", "--name-only", commit, "--", "src/main", "native-config", "pom.xml")
                        .isEmpty();
    }

    static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String model = System.getProperty("os.arch");
        if (Files.isReadable(cpus)) {
            model = Files.readString(cpus)
                    .lines()
                    .filter(line -> line.startsWith("model name") || line.startsWith("cpu family"))
                    .limit(2)
                    .map(line -> line.startsWith("cpu family")
                            ? "family" + line.substring(line.indexOf(':') + 1)
                            : line.substring(line.indexOf(':') + 1).strip())
                    .reduce((a, b) -> a.startsWith("family") ? b + " " + a : a + " " + b)
                    .orElse(model);
        }
        return Runtime.getRuntime().availableProcessors() + " cores of " + model + ", " + System.getProperty("os.name")
                + ", JDK " + System.getProperty("java.version");
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? text : "";
        } catch (IOException e) {
            return ""; // no git here
        }
    }
}
