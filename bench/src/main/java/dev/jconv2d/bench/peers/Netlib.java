package dev.jconv2d.bench.peers;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * What the fastest matrix product in Java alone makes of a convolution: netlib's sgemm by the Vector API, on columns that are
 * laid out here, image by image and group by group, unless the input is them already. The product has one thread.
 */
@AutoService(Engine.class)
public final class Netlib implements Engine {
    private static final String PROPERTIES = "/META-INF/maven/dev.ludovic.netlib/blas/pom.properties";

    @Override
    public String id() {
        return "netlib";
    }

    @Override
    public String label() {
        return "netlib VectorBLAS, im2col";
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    @Override
    public int warmUpMillis() {
        return 400;
    }

    /** Without the module it would silently compute by loops; without the property it would look for a native BLAS. */
    @Override
    public List<String> jvmOptions() {
        return List.of("--add-modules=jdk.incubator.vector", "-Ddev.ludovic.netlib.blas.allowNative=false");
    }

    @Override
    public String load(int threads) throws IOException {
        String name = JavaBLAS.getInstance().getClass().getSimpleName();
        if (!name.equals("VectorBLAS")) {
            throw new UnsupportedOperationException(name + " instead of VectorBLAS");
        }
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(JavaBLAS.class.getResourceAsStream(PROPERTIES))) {
            properties.load(in);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        data.requireZeroPadding();
        Geometry problem = data.problem();
        return new Convolution() {
            @Override
            public Call call(float[] input) {
                return new Run(data, problem, input.clone());
            }

            @Override
            public void close() {}
        };
    }

    private static final class Run implements Convolution.Call {
        private final JavaBLAS blas = JavaBLAS.getInstance();
        private final float[] weight;
        private final float[] bias;
        private final Geometry problem;
        private final int taps;
        private final int pixels;
        private final float[] input;
        private final boolean inputIsColumns;
        private final float[] columns;
        private final float[] result;

        Run(LayerData data, Geometry problem, float[] input) {
            this.weight = data.weight();
            this.bias = data.bias();
            this.problem = problem;
            this.taps = data.layer().taps();
            this.pixels = problem.height().out() * problem.width().out();
            this.input = input;
            this.inputIsColumns = isCopy(problem.height()) && isCopy(problem.width());
            this.columns = inputIsColumns ? input : new float[taps * pixels];
            this.result = new float[problem.outputElements()];
        }

        private static boolean isCopy(Axis axis) {
            return axis.kernel() == 1 && axis.stride() == 1 && axis.out() == axis.in();
        }

        @Override
        public void run() {
            for (int channel = 0; channel < problem.batch() * bias.length; channel++) {
                Arrays.fill(result, channel * pixels, (channel + 1) * pixels, bias[channel % bias.length]);
            }
            int groups = problem.groups();
            int imageElements = problem.inputElements() / (problem.batch() * groups);
            int outChannels = problem.outChannelsPerGroup();
            for (int image = 0; image < problem.batch() * groups; image++) {
                if (!inputIsColumns) {
                    fillColumns(image * imageElements);
                }
                // Its matrices are column-major: to it, all of ours are transposed, and so is their product.
                blas.sgemm(
                        "N",
                        "N",
                        pixels,
                        outChannels,
                        taps,
                        1,
                        columns,
                        inputIsColumns ? image * imageElements : 0,
                        pixels,
                        weight,
                        image % groups * outChannels * taps,
                        taps,
                        1,
                        result,
                        image * outChannels * pixels,
                        pixels);
            }
        }

        private void fillColumns(int image) {
            Axis height = problem.height();
            Axis width = problem.width();
            int to = 0;
            for (int channel = 0; channel < problem.inChannelsPerGroup(); channel++) {
                for (int y = 0; y < height.kernel(); y++) {
                    for (int x = 0; x < width.kernel(); x++) {
                        for (int row = 0; row < height.out(); row++) {
                            int inRow = row * height.stride() + y * height.dilation() - (int) height.padBegin();
                            if (inRow < 0 || inRow >= height.in()) {
                                Arrays.fill(columns, to, to + width.out(), 0);
                            } else {
                                int from = image + (channel * height.in() + inRow) * width.in();
                                fillRow(from, x * width.dilation() - (int) width.padBegin(), to);
                            }
                            to += width.out();
                        }
                    }
                }
            }
        }

        /** @param left which of the input's pixels, from its row's first, the row of columns begins with */
        private void fillRow(int from, int left, int to) {
            int in = problem.width().in();
            int out = problem.width().out();
            int step = problem.width().stride();
            int begin = Math.min(out, Math.max(0, (step - 1 - left) / step));
            int end = Math.max(begin, Math.min(out, (in - 1 - left + step) / step));
            Arrays.fill(columns, to, to + begin, 0);
            if (step == 1) {
                System.arraycopy(input, from + left + begin, columns, to + begin, end - begin);
            } else {
                for (int i = begin; i < end; i++) {
                    columns[to + i] = input[from + left + i * step];
                }
            }
            Arrays.fill(columns, to + end, to + out, 0);
        }

        @Override
        public float[] output() {
            return result.clone();
        }
    }
}
