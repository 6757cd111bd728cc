package dev.jconv2d.bench.peers;

import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.LayerData;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** PyTorch's C++ library as JavaCPP binds it; formats differ in how tensors lie in memory, and in nothing else. */
abstract class PyTorch implements Engine {
    /**
     * Inference mode is a thread's own, from the making of this object on. Tensors are made in it too: a call in it on
     * tensors from outside takes longer than one without.
     */
    private static final ThreadLocal<InferenceMode> INFERENCE = ThreadLocal.withInitial(InferenceMode::new);

    @Override
    public boolean isPeer() {
        return true;
    }

    /** JavaCPP would else look up the process's size at each new tensor, and collect garbage if that is large. */
    @Override
    public List<String> jvmOptions() {
        return List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    }

    /**
     * Its kernels and OpenBLAS bring thread pools of their own, which stand in each other's way on the same cores: a pool that
     * is made by a bound thread is bound to that thread's core. Measured on two cores, a call then takes milliseconds; unbound,
     * with one thread of OpenBLAS's, no layer is slower, and some are 40 times as fast.
     */
    @Override
    public Map<String, String> environment() {
        return Map.of("OMP_PROC_BIND", "false", "OPENBLAS_NUM_THREADS", "1");
    }

    @Override
    public String load(int threads) {
        torch.set_num_threads(threads);
        torch.set_num_interop_threads(1);
        String version = torch.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        PeerLayer layer = PeerLayer.symmetric(data);
        Owned owned = new Owned();
        Tensor weight = owned.add(tensor(memoryFormat(), data.weight(), layer.weightShape()));
        Tensor bias = owned.add(tensor(torch.MemoryFormat.Contiguous, data.bias(), layer.biasShape()));
        return new Prepared(layer, weight, owned.add(new TensorOptional(bias)), memoryFormat(), owned);
    }

    abstract torch.MemoryFormat memoryFormat();

    /** A copy in PyTorch's own memory. */
    private static Tensor tensor(torch.MemoryFormat format, float[] values, long... shape) {
        INFERENCE.get();
        try (FloatPointer pointer = new FloatPointer(values);
                Tensor borrowed = torch.from_blob(pointer, shape);
                MemoryFormatOptional wanted = new MemoryFormatOptional(format)) {
            return borrowed.clone(wanted);
        }
    }

    private record Prepared(PeerLayer layer, Tensor weight, TensorOptional bias, torch.MemoryFormat format, Owned owned)
            implements Convolution {
        @Override
        public Call call(float[] input) {
            return owned.add(new Run(this, tensor(format, input, layer.inputShape())));
        }

        @Override
        public void close() {
            owned.close();
        }
    }

    /** Each run frees the output before, so that its memory can serve the new one. */
    private static final class Run implements Convolution.Call, AutoCloseable {
        private final Prepared of;
        private final Tensor input;
        private final long[] strides;
        private final long[] padding;
        private final long[] dilations;
        private @Nullable Tensor result;

        Run(Prepared of, Tensor input) {
            this.of = of;
            this.input = input;
            this.strides = of.layer().strides();
            this.padding = of.layer().symmetricPads();
            this.dilations = of.layer().dilations();
        }

        @Override
        public void run() {
            INFERENCE.get();
            boolean first = result == null;
            if (result != null) {
                result.close();
            }
            result = torch.conv2d(
                    input,
                    of.weight(),
                    of.bias(),
                    strides,
                    padding,
                    dilations,
                    of.layer().groups());
            if (first && !result.is_contiguous(of.format())) {
                throw new IllegalStateException("PyTorch's output is not " + of.format());
            }
        }

        @Override
        public float[] output() {
            if (result == null) {
                throw new IllegalStateException("Nothing has been run");
            }
            try (Tensor rowMajor = result.contiguous();
                    FloatPointer values = rowMajor.data_ptr_float()) {
                float[] copy = new float[Math.toIntExact(rowMajor.numel())];
                values.get(copy);
                return copy;
            }
        }

        @Override
        public void close() {
            input.close();
            if (result != null) {
                result.close();
            }
        }
    }
}
