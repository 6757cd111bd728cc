package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.driver.Messages.Hello;
import dev.jconv2d.bench.driver.Messages.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** The driver's end of a worker. */
final class WorkerProcess implements AutoCloseable {
    /** What the worker's answers begin with, since native libraries print to stdout as they like. */
    static final String MARK = "#!";

    /** No request takes so long; an engine that has not answered by then is stuck. */
    private static final int MOST_MINUTES = 10;

    private final Engine engine;
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;

    private WorkerProcess(Engine engine, Process process) {
        this.engine = engine;
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
    }

    static WorkerProcess start(Engine engine, int threads, int callers, RunFolder folder, String name)
            throws IOException {
        ProcessBuilder builder = builder(
                engine, folder, name, Worker.class, engine.id(), Integer.toString(threads), Integer.toString(callers));
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        if (threads > 1 && callers == 1) {
            // An unbound team now and then shares a core for seconds; of several teams, all would be bound to the same.
            environment.put("OMP_PROC_BIND", "true");
            environment.put("OMP_PLACES", "cores");
        }
        environment.putAll(engine.environment());
        return new WorkerProcess(engine, builder.start());
    }

    /** How a JVM for an engine is called; collector and heap are alike, so that what a process takes can be compared. */
    static ProcessBuilder builder(Engine engine, RunFolder folder, String name, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx2g",
                // Some unpack their libraries there, and a JVM that is stopped leaves them.
                "-Djava.io.tmpdir=" + folder.temporary()));
        command.addAll(engine.jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.log(name).toFile()));
        // Else glibc gives a large output back to the system after each call, or keeps it, as chance has it.
        builder.environment()
                .putAll(Map.of(
                        "MALLOC_ARENA_MAX", "1",
                        "MALLOC_MMAP_THRESHOLD_", "1073741824",
                        "MALLOC_TRIM_THRESHOLD_", "1073741824"));
        builder.environment().putAll(engine.environment());
        return builder;
    }

    Hello hello() throws IOException {
        return read(Hello.class);
    }

    <T> T ask(Request request, Class<T> answer) throws IOException {
        Timer watchdog = new Timer(true);
        watchdog.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        // Its answers end, and that is told as a failure.
                        process.destroyForcibly();
                    }
                },
                TimeUnit.MINUTES.toMillis(MOST_MINUTES));
        try {
            requests.write(Messages.JSON.writeValueAsString(request) + "\n");
            requests.flush();
            return read(answer);
        } finally {
            watchdog.cancel();
        }
    }

    private <T> T read(Class<T> answer) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(MARK)) {
                return Messages.JSON.readValue(line.substring(MARK.length()), answer);
            }
        }
        throw new IOException("the JVM of " + engine.id() + " has ended, exit code " + exitCode());
    }

    private String exitCode() {
        try {
            return process.waitFor(10, TimeUnit.SECONDS) ? Integer.toString(process.exitValue()) : "none yet";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
