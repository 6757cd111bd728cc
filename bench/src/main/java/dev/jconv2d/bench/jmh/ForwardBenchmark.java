package dev.jconv2d.bench.jmh;

import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.driver.Expected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** One call of a layer that is made already. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
public class ForwardBenchmark {

    /** The layer, which all callers share. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets the fields
    public static class Shared {
        private Convolution convolution;
        private float[] input;

        @Setup(Level.Trial)
        public void prepare(EngineState engine) throws Exception {
            convolution = engine.prepare();
            input = engine.data().input();
            Convolution.Call call = convolution.call(input);
            call.run();
            Path file = Files.createTempFile("expected", ".f32");
            String difference = Expected.write(file, engine.data()).difference(call.output());
            Files.delete(file);
            if (difference != null) {
                throw new IllegalStateException(engine.engine + " is wrong, and not timed: " + difference);
            }
        }

        @TearDown(Level.Trial)
        public void close() {
            convolution.close();
        }
    }

    /** One caller's input and output. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH sets the fields
    public static class Caller {
        private Convolution.Call call;

        @Setup(Level.Trial)
        public void prepare(Shared shared) throws Exception {
            synchronized (shared) {
                call = shared.convolution.call(shared.input);
            }
        }
    }

    @Benchmark
    public void forward(Caller caller) throws Exception {
        caller.call.run();
    }
}
