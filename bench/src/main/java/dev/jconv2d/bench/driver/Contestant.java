package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.driver.Messages.Dropped;
import dev.jconv2d.bench.driver.Messages.Hello;
import dev.jconv2d.bench.driver.Messages.Prepare;
import dev.jconv2d.bench.driver.Messages.Prepared;
import dev.jconv2d.bench.driver.Messages.Request;
import dev.jconv2d.bench.driver.Messages.Resident;
import dev.jconv2d.bench.driver.Messages.Time;
import dev.jconv2d.bench.driver.Messages.Timed;
import dev.jconv2d.bench.results.Median;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Memory;
import dev.jconv2d.bench.results.Results.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine under a name, in a JVM of its own; a JVM that dies costs the layer that it died of, and is replaced. */
final class Contestant implements AutoCloseable {
    private final String name;
    private final Engine engine;
    private final int threads;
    private final int callers;
    private final RunFolder folder;
    private @Nullable WorkerProcess worker;
    private String version = "";
    private String failure = "";

    private Prepared prepared = new Prepared(Outcome.FAILED, "", 0, 0);
    private final List<Double> nanos = new ArrayList<>();
    private final List<Double> heapBytes = new ArrayList<>();

    Contestant(String name, Engine engine, int threads, int callers, RunFolder folder) {
        this.name = name;
        this.engine = engine;
        this.threads = threads;
        this.callers = callers;
        this.folder = folder;
    }

    String name() {
        return name;
    }

    /** The engine's version; empty before the first start, or if it does not run here. */
    String version() {
        return version;
    }

    /** Starts the JVM if there is none. */
    private @Nullable WorkerProcess worker() {
        if (worker == null && failure.isEmpty()) {
            try {
                WorkerProcess started = WorkerProcess.start(engine, threads, callers, folder, name);
                worker = started;
                Hello hello = started.hello();
                if (hello.version() == null) {
                    fail("does not run here: " + hello.failure());
                } else {
                    version = hello.version();
                }
            } catch (IOException e) {
                fail("does not start: " + e.getMessage());
            }
        }
        return worker;
    }

    private void fail(String reason) {
        failure = reason;
        close();
    }

    /** Makes a layer and checks it. */
    Prepared prepare(Prepare request) throws InterruptedException {
        nanos.clear();
        heapBytes.clear();
        WorkerProcess running = worker();
        prepared = running == null ? new Prepared(Outcome.FAILED, failure, 0, 0) : ask(running, request);
        Thread.sleep(running == null ? 0 : engine.restMillis());
        return prepared;
    }

    private Prepared ask(WorkerProcess running, Prepare request) {
        try {
            return running.ask(Request.of(request), Prepared.class);
        } catch (IOException e) {
            close();
            return new Prepared(Outcome.FAILED, String.valueOf(e.getMessage()), 0, 0);
        }
    }

    /** Takes its turn, if its output was right. */
    void turn(long forNanos) throws InterruptedException {
        if (prepared.outcome() != Outcome.TIMED || worker == null) {
            return;
        }
        try {
            Timed timed = worker.ask(Request.of(new Time(forNanos)), Timed.class);
            nanos.add(timed.nanos());
            heapBytes.add(timed.heapBytes());
        } catch (IOException e) {
            prepared = new Prepared(Outcome.FAILED, String.valueOf(e.getMessage()), 0, 0);
            close();
        }
        Thread.sleep(engine.restMillis());
    }

    /** What became of the layer; the engine forgets it. */
    Measurement finish() {
        if (worker != null) {
            try {
                worker.ask(Request.DROP, Dropped.class);
            } catch (IOException e) {
                prepared = new Prepared(Outcome.FAILED, String.valueOf(e.getMessage()), 0, 0);
                close();
            }
        }
        List<Double> times =
                switch (prepared.outcome()) {
                    case TIMED -> List.copyOf(nanos);
                    case SLOW -> List.of(prepared.slowNanos());
                    default -> List.of();
                };
        return new Measurement(
                prepared.outcome(),
                prepared.note(),
                times,
                prepared.creationNanos(),
                heapBytes.isEmpty() ? 0 : Median.of(heapBytes));
    }

    /** Memory of the JVM; zeros if there is none. */
    Memory memory() {
        try {
            return worker == null
                    ? new Memory(0, 0)
                    : worker.ask(Request.MEMORY, Resident.class).memory();
        } catch (IOException e) {
            return new Memory(0, 0);
        }
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }
}
