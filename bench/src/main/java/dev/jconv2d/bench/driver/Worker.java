package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Engines;
import dev.jconv2d.bench.Layer;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.bench.driver.Messages.Dropped;
import dev.jconv2d.bench.driver.Messages.Hello;
import dev.jconv2d.bench.driver.Messages.Prepare;
import dev.jconv2d.bench.driver.Messages.Prepared;
import dev.jconv2d.bench.driver.Messages.Request;
import dev.jconv2d.bench.driver.Messages.Resident;
import dev.jconv2d.bench.results.Results.Outcome;
import dev.jconv2d.internal.Spelling;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM with one engine, which does what the driver tells it on stdin and answers on stdout. */
public final class Worker {
    private final Engine engine;
    private final int threads;
    private final int callers;
    private final Turn turn;
    private @Nullable Convolution convolution;
    private List<Convolution.Call> calls = List.of();

    private Worker(Engine engine, int threads, int callers) {
        this.engine = engine;
        this.threads = threads;
        this.callers = callers;
        this.turn = new Turn(callers);
    }

    /**
     * Serves until stdin ends.
     *
     * @param arguments the engine's id, threads of a call, callers
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        // An engine's chatter must not stand between the answers.
        System.setOut(System.err);
        try {
            Worker worker = new Worker(
                    Engines.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            say(out, worker.hello());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(out, worker.answer(Messages.JSON.readValue(line, Request.class)));
            }
        } catch (Throwable e) {
            // Whatever it is, the driver waits: it is told by the end of this process.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        // Native threads of an engine must not keep the process.
        Runtime.getRuntime().halt(0);
    }

    private static void say(PrintStream out, Object answer) throws Exception {
        // On a line of its own, whatever native code has printed.
        out.println("\n" + WorkerProcess.MARK + Messages.JSON.writeValueAsString(answer));
        out.flush();
    }

    private Hello hello() throws InterruptedException {
        try {
            return new Hello(turn.onCaller(() -> engine.load(threads)), null);
        } catch (ExecutionException e) {
            return new Hello(null, String.valueOf(e.getCause()));
        }
    }

    private Object answer(Request request) throws Exception {
        if (request.prepare() != null) {
            return prepare(request.prepare());
        }
        if (request.time() != null) {
            return turn.run(calls, request.time().nanos());
        }
        if (request.tellMemory()) {
            return new Resident(ProcessMemory.now());
        }
        drop();
        return new Dropped();
    }

    private Prepared prepare(Prepare request) throws InterruptedException {
        try {
            return check(request);
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnsupportedOperationException unsupported
                    ? new Prepared(Outcome.UNSUPPORTED, Objects.toString(unsupported.getMessage(), ""), 0, 0)
                    : new Prepared(Outcome.FAILED, String.valueOf(e.getCause()), 0, 0);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            return new Prepared(Outcome.FAILED, String.valueOf(e), 0, 0);
        }
    }

    private Prepared check(Prepare request) throws Exception {
        LayerData data = new LayerData(new Layer("", "", Spelling.parse(request.problem())), request.batch());
        long begin = System.nanoTime();
        Convolution made = turn.onCaller(() -> engine.prepare(data, threads));
        double prepareNanos = System.nanoTime() - begin;
        convolution = made;
        calls = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            calls.add(turn.onCaller(() -> made.call(data.input())));
        }
        // The inputs' arrays are garbage now; collected later, they would be in somebody's turn.
        System.gc();
        double firstNanos = turn.run(calls, 0).nanos() * callers;
        Expected expected = new Expected(Path.of(request.expected()), request.tolerance());
        for (Convolution.Call call : calls) {
            String difference = expected.difference(turn.onCaller(call::output));
            if (difference != null) {
                return new Prepared(Outcome.WRONG, difference, 0, 0);
            }
        }
        double creationNanos = prepareNanos + firstNanos;
        if (firstNanos > request.slowNanos()) {
            // The first has met code that is not compiled yet.
            double secondNanos = turn.run(calls, 0).nanos();
            if (secondNanos > request.slowNanos()) {
                return new Prepared(Outcome.SLOW, made.implementation(), creationNanos, secondNanos);
            }
        }
        turn.warmUp(calls, TimeUnit.MILLISECONDS.toNanos(engine.warmUpMillis()));
        return new Prepared(Outcome.TIMED, made.implementation(), creationNanos, 0);
    }

    private void drop() {
        calls = List.of();
        if (convolution != null) {
            convolution.close();
            convolution = null;
        }
    }
}
