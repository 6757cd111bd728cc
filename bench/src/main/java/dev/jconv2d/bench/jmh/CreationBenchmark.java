package dev.jconv2d.bench.jmh;

import dev.jconv2d.bench.Convolution;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Making a layer, with its plan and its packed weights, and closing it; after the first time oneDNN finds the generated code
 * in its own cache.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CreationBenchmark {
    @Benchmark
    public String create(EngineState engine) throws Exception {
        try (Convolution made = engine.prepare()) {
            return made.implementation();
        }
    }
}
