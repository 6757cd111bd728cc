package dev.jconv2d.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Storage;
import java.nio.FloatBuffer;
import java.util.Map;

/** Microsoft's runtime with its CPU provider: a model of one layer, which it optimises as it does any model. */
@AutoService(Engine.class)
public final class OnnxRuntime implements Engine {
    private static final long LOADER_STACK = 64 << 20;

    @Override
    public String id() {
        return "onnxruntime";
    }

    @Override
    public String label() {
        return "ONNX Runtime Java";
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    /** Its telemetry starts before the API can forbid it, writes files, and is no part of a convolution. */
    @Override
    public Map<String, String> environment() {
        return Map.of("ORT_DISABLE_TELEMETRY", "1");
    }

    /** Its threads spin for 40 ms. */
    @Override
    public int restMillis() {
        return 60;
    }

    /**
     * In a thread with a large stack: where the environment does not forbid its telemetry, that matches the process's command
     * line by a recursion of some 250 bytes a character. A class path of 4000 characters would end the JVM without a word.
     */
    @Override
    public String load(int threads) throws OrtException, InterruptedException {
        Thread loader = new Thread(null, OrtEnvironment::getEnvironment, "onnxruntime-load", LOADER_STACK);
        loader.start();
        loader.join();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        return environment.getVersion();
    }

    @Override
    public Convolution prepare(LayerData data, int threads) throws OrtException {
        PeerLayer layer = PeerLayer.of(data);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            Owned owned = new Owned();
            OrtSession session = owned.add(environment.createSession(OnnxModel.of(data, layer), options));
            return new Session(environment, session, layer, owned);
        }
    }

    private record Session(OrtEnvironment environment, OrtSession session, PeerLayer layer, Owned owned)
            implements Convolution {
        @Override
        public Call call(float[] input) throws OrtException {
            FloatBuffer from = direct(input.length).put(0, input);
            FloatBuffer to = direct(layer.outputElements());
            OnnxTensor x = owned.add(OnnxTensor.createTensor(environment, from, layer.inputShape()));
            OnnxTensor y = owned.add(OnnxTensor.createTensor(environment, to, layer.outputShape()));
            return new Run(session, Map.of(OnnxModel.INPUT, x), Map.of(OnnxModel.OUTPUT, y), to);
        }

        @Override
        public void close() {
            owned.close();
        }

        /** Aligned as the library's own tensors are. */
        private static FloatBuffer direct(int elements) {
            return Storage.allocate((long) Float.BYTES * elements).floats().slice(0, elements);
        }
    }

    /** The runtime reads and writes Java's own buffers: nothing is copied in a run. */
    private record Run(
            OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, FloatBuffer result)
            implements Convolution.Call {
        @Override
        public void run() throws OrtException {
            session.run(inputs, outputs).close();
        }

        @Override
        public float[] output() {
            float[] values = new float[result.capacity()];
            result.get(0, values);
            return values;
        }
    }
}
