package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Engines;
import dev.jconv2d.bench.Layer;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.bench.driver.Messages.Resident;
import dev.jconv2d.internal.Spelling;
import java.io.PrintStream;

/** A JVM that loads one engine, computes one layer once, and says so. */
public final class FirstResult {
    private FirstResult() {}

    /**
     * Computes.
     *
     * @param arguments the engine's id and the problem
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        Engine engine = Engines.of(arguments[0]);
        int threads = Runtime.getRuntime().availableProcessors();
        engine.load(threads);
        LayerData data = new LayerData(new Layer("", "", Spelling.parse(arguments[1])), 1);
        Convolution.Call call = engine.prepare(data, threads).call(data.input());
        call.run();
        out.println(WorkerProcess.MARK);
        out.println(Messages.JSON.writeValueAsString(new Resident(ProcessMemory.now())));
        out.flush();
        Runtime.getRuntime().halt(0);
    }
}
