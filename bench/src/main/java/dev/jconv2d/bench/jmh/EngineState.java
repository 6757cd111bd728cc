package dev.jconv2d.bench.jmh;

import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Engines;
import dev.jconv2d.bench.Layer;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Spelling;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parameters of every benchmark, and the engine that they name. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class EngineState {
    @Param("jconv2d-onednn")
    public String engine;

    /** The engine's, so that results show it. */
    @Param("nchw")
    public String format;

    @Param("ic64ih56oc64oh56kh3ph1")
    public String layer;

    @Param("1")
    public int batch;

    /** Of one call. How many call at once is JMH's own option {@code -t}. */
    @Param("1")
    public int threads;

    private Engine loaded;
    private LayerData data;

    @Setup(Level.Trial)
    public void load() throws Exception {
        loaded = Engines.of(engine);
        if (!loaded.format().toString().equals(format)) {
            throw new IllegalArgumentException(
                    "format = " + format + ": must be " + loaded.format() + " for engine " + engine);
        }
        loaded.load(threads);
        data = new LayerData(new Layer("", layer, Spelling.parse(layer)), batch);
    }

    LayerData data() {
        return data;
    }

    /** Makes the layer. */
    Convolution prepare() throws Exception {
        return loaded.prepare(data, threads);
    }
}
