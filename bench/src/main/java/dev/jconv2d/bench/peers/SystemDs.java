package dev.jconv2d.bench.peers;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import java.util.List;
import org.apache.sysds.hops.OptimizerUtils;
import org.apache.sysds.runtime.matrix.data.DnnParameters;
import org.apache.sysds.runtime.matrix.data.LibMatrixDNN;
import org.apache.sysds.runtime.matrix.data.MatrixBlock;

/**
 * What Apache SystemDS runs for its function conv2d where it has no natives: the fastest convolution that was found in a
 * library of Java alone. It computes in double; tensors are converted outside the calls.
 */
@AutoService(Engine.class)
public final class SystemDs implements Engine {
    @Override
    public String id() {
        return "systemds";
    }

    @Override
    public String label() {
        return "Apache SystemDS";
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    /** That nobody listens to Hadoop's log is nothing to be warned of. */
    @Override
    public List<String> jvmOptions() {
        return List.of("-Dslf4j.internal.verbosity=ERROR");
    }

    @Override
    public int warmUpMillis() {
        return 400;
    }

    /** Asks for the threads because that reads its configuration, which would else take most of the first call. */
    @Override
    public String load(int threads) {
        OptimizerUtils.getConstrainedNumThreads(threads);
        String version = LibMatrixDNN.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        PeerLayer layer = PeerLayer.symmetric(data);
        if (layer.groups() != 1) {
            throw new UnsupportedOperationException("groups = " + layer.groups());
        }
        if (layer.dilations()[0] != 1 || layer.dilations()[1] != 1) {
            throw new UnsupportedOperationException("dilation");
        }
        int outChannels = data.bias().length;
        return new Prepared(layer, matrix(outChannels, data.weight()), matrix(outChannels, data.bias()), threads);
    }

    private static MatrixBlock matrix(int rows, float... values) {
        double[] converted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = values[i];
        }
        MatrixBlock matrix = new MatrixBlock(rows, values.length / rows, converted);
        // Else it counts as empty.
        matrix.recomputeNonZeros();
        return matrix;
    }

    private record Prepared(PeerLayer layer, MatrixBlock weight, MatrixBlock bias, int threads) implements Convolution {
        @Override
        public Call call(float[] input) {
            int batch = (int) layer.inputShape()[0];
            MatrixBlock output = new MatrixBlock(batch, layer.outputElements() / batch, false);
            output.allocateDenseBlock();
            return new Run(matrix(batch, input), weight, output, parameters());
        }

        /**
         * Each call's own: the library keeps a call's matrices in them. Threads share out a batch, never an image: more of
         * them would be started at each call and have nothing to do.
         */
        private DnnParameters parameters() {
            long[] input = layer.inputShape();
            long[] filter = layer.weightShape();
            DnnParameters parameters = new DnnParameters(
                    input[0],
                    input[1],
                    input[2],
                    input[3],
                    filter[0],
                    filter[2],
                    filter[3],
                    layer.strides()[0],
                    layer.strides()[1],
                    layer.symmetricPads()[0],
                    layer.symmetricPads()[1],
                    (int) Math.min(threads, input[0]));
            parameters.bias = bias;
            return parameters;
        }

        @Override
        public void close() {}
    }

    private record Run(MatrixBlock input, MatrixBlock weight, MatrixBlock result, DnnParameters parameters)
            implements Convolution.Call {
        @Override
        public void run() {
            LibMatrixDNN.conv2d(input, weight, result, parameters);
        }

        @Override
        public float[] output() {
            double[] computed = result.getDenseBlockValues();
            float[] values = new float[computed.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) computed[i];
            }
            return values;
        }
    }
}
