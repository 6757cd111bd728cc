package dev.jconv2d.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the program in a JVM of its own, as a user would, with the tests' class path or part of it. */
public final class ChildJvm {
    private final List<String> jvmArguments = new ArrayList<>();
    private Path stdout;
    private Path caches;
    private Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private Duration patience = Duration.ofMinutes(2);
    private List<String> wrapper = List.of();
    private String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /** What a run left. */
    public record Result(int exit, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }

        public String lastLine() {
            return out.isEmpty() ? "" : lines().get(lines().size() - 1);
        }
    }

    public ChildJvm with(String... arguments) {
        jvmArguments.addAll(List.of(arguments));
        return this;
    }

    /** Sets a variable of its environment. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes stdout to a file of the system's, and not to {@link Result#out}. */
    public ChildJvm to(Path device) {
        stdout = device;
        return this;
    }

    /** Leaves the program its own choice of where to keep wisdom, with this as the user's cache. */
    public ChildJvm withCaches(Path folder) {
        caches = folder;
        return this;
    }

    /** Runs it in this directory. */
    public ChildJvm in(Path folder) {
        directory = folder;
        return this;
    }

    /** How long it may take before it is said to hang. */
    public ChildJvm within(Duration time) {
        patience = time;
        return this;
    }

    /** Has this command run it, with the JVM's own command put behind it. */
    public ChildJvm behind(String... command) {
        wrapper = List.of(command);
        return this;
    }

    /** Leaves out the class path's entries with this in their file's name. */
    public ChildJvm without(String part) {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains(part))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Puts a jar in the place of an entry of the class path. */
    public ChildJvm replacing(Path original, Path jar) {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).equals(original) ? jar.toString() : entry)
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** The class path's first entry whose file's name matches. */
    public Path entry(String regex) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().matches(regex))
                .findFirst()
                .orElseThrow();
    }

    public ChildJvm withoutNatives() {
        return without("-linux-").without("-macosx-").without("-windows-");
    }

    /** Runs the program. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        return runMain("dev.jconv2d.cli.Main", arguments);
    }

    /** Has a JVM that hangs print where its threads are, on its stdout; nothing where the system has no such signal. */
    private static void dumpThreads(Process process) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            TimeUnit.SECONDS.sleep(1);
        } catch (IOException e) {
            // Then only that it hangs is known.
        }
    }

    /** Runs any class. */
    public Result runMain(String mainClass, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jconv2d", ".out");
        Path err = Files.createTempFile("jconv2d", ".err");
        try {
            Process process = start((stdout == null ? out : stdout).toFile(), err.toFile(), mainClass, arguments);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                dumpThreads(process);
                process.destroyForcibly();
                fail("the child JVM hangs: " + mainClass + " "
                        + process.info().commandLine().orElse("") + "\n" + Files.readString(out)
                        + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts any class, for somebody to end it; what it says is lost. */
    public Process start(String mainClass, String... arguments) throws IOException {
        File nowhere = ProcessBuilder.Redirect.DISCARD.file();
        return start(nowhere, nowhere, mainClass, arguments);
    }

    private Process start(File out, File err, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (caches == null) {
            command.add("-Djconv2d.wisdom.file="); // the program would keep wisdom in the home of who runs the tests
        }
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        // The JVM would tell on stderr that it has seen it.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().keySet().removeIf(name -> name.startsWith("OMP_") || name.startsWith("GOMP_"));
        builder.environment().putAll(environment);
        if (caches != null) {
            builder.environment().put("XDG_CACHE_HOME", caches.toString());
            builder.environment().put("LOCALAPPDATA", caches.toString());
        }
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
