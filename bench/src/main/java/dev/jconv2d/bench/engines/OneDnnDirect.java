package dev.jconv2d.bench.engines;

import static org.bytedeco.dnnl.global.dnnl.*;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * oneDNN by its C API, without this library: layouts left to oneDNN, weights packed once, arguments kept. What it costs is
 * what the library aims at.
 */
abstract class OneDnnDirect implements Engine {
    private final String id;
    private final String label;
    private final Format format;

    OneDnnDirect(String id, String label, Format format) {
        this.id = id;
        this.label = label;
        this.format = format;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public String load(int threads) {
        Loader.load(dnnl.class);
        dnnl_version_t version = dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        data.requireZeroPadding();
        if (threads != Runtime.getRuntime().availableProcessors()) {
            // A convolution keeps the count that its maker has; what asks when it runs finds it in the environment, or
            // here.
            Function.getFunction(
                            new Pointer(Loader.addressof("omp_set_num_threads").address()))
                    .invokeVoid(new Object[] {threads});
        }
        return new OneDnnConvolution(data, format == Format.NCHW);
    }
}
