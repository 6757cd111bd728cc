package dev.jconv2d.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PyTorch as the Deep Java Library binds it: its function of a layer, on arrays that no gradient is kept for. */
@AutoService(Engine.class)
public final class DjlPyTorch implements Engine {
    private static final String NAME = "PyTorch";

    @Override
    public String id() {
        return "djl-pytorch";
    }

    @Override
    public String label() {
        return "PyTorch by DJL";
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    /** That nobody listens to its log is nothing to be warned of. */
    @Override
    public List<String> jvmOptions() {
        return List.of("-Dslf4j.internal.verbosity=ERROR");
    }

    /** Its natives come from the class path: it is told not to look for others, nor to report its use. */
    @Override
    public String load(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        ai.djl.engine.Engine engine = ai.djl.engine.Engine.getEngine(NAME);
        return engine.getVersion() + " (DJL " + ai.djl.engine.Engine.getDjlVersion() + ")";
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        PeerLayer layer = PeerLayer.symmetric(data);
        NDManager manager = NDManager.newBaseManager(NAME);
        return new Prepared(
                manager,
                array(manager, layer.weightShape(), data.weight()),
                array(manager, layer.biasShape(), data.bias()),
                layer);
    }

    /** A copy in PyTorch's own memory, aligned as it likes. */
    private static NDArray array(NDManager manager, long[] shape, float... values) {
        try (NDArray onJavaMemory = manager.create(values, new Shape(shape))) {
            return onJavaMemory.duplicate();
        }
    }

    private record Prepared(NDManager manager, NDArray weight, NDArray bias, PeerLayer layer) implements Convolution {
        @Override
        public Call call(float[] input) {
            return new Run(this, array(manager.newSubManager(), layer.inputShape(), input));
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** Each run frees the output before, then makes a new one: the library has no function that takes an output. */
    private static final class Run implements Convolution.Call {
        private final NDArray input;
        private final NDArray weight;
        private final NDArray bias;
        private final Shape stride;
        private final Shape padding;
        private final Shape dilation;
        private final int groups;
        private @Nullable NDArray result;

        Run(Prepared of, NDArray input) {
            this.input = input;
            this.weight = of.weight();
            this.bias = of.bias();
            this.stride = new Shape(of.layer().strides());
            this.padding = new Shape(of.layer().symmetricPads());
            this.dilation = new Shape(of.layer().dilations());
            this.groups = of.layer().groups();
        }

        @Override
        public void run() {
            if (result != null) {
                result.close();
            }
            result = Conv2d.conv2d(input, weight, bias, stride, padding, dilation, groups)
                    .singletonOrThrow();
        }

        @Override
        public float[] output() {
            if (result == null) {
                throw new IllegalStateException("Nothing has been run");
            }
            return result.toFloatArray();
        }
    }
}
