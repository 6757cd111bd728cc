package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;

/** The seven loops that people write first, on one thread. */
@AutoService(Engine.class)
public final class Loops implements Engine {
    @Override
    public String id() {
        return "loops";
    }

    @Override
    public String label() {
        return "seven nested loops";
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public String load(int threads) {
        return "Java " + Runtime.version().feature();
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        Geometry problem = data.problem();
        if (problem.paddingMode() != PaddingMode.ZEROS) {
            throw new UnsupportedOperationException("padding_mode = " + problem.paddingMode());
        }
        return new Convolution() {
            @Override
            public Call call(float[] input) {
                float[] output = new float[problem.outputElements()];
                return new Call() {
                    @Override
                    public void run() {
                        convolve(problem, input, data.weight(), data.bias(), output);
                    }

                    @Override
                    public float[] output() {
                        return output.clone();
                    }
                };
            }

            @Override
            public void close() {}
        };
    }

    private static void convolve(Geometry p, float[] input, float[] weight, float[] bias, float[] output) {
        Axis height = p.height();
        Axis width = p.width();
        int inPerGroup = p.inChannelsPerGroup();
        int outPerGroup = p.outChannelsPerGroup();
        for (int n = 0; n < p.batch(); n++) {
            for (int oc = 0; oc < p.outChannels(); oc++) {
                for (int oh = 0; oh < height.out(); oh++) {
                    for (int ow = 0; ow < width.out(); ow++) {
                        float sum = bias[oc];
                        for (int ic = 0; ic < inPerGroup; ic++) {
                            int channel = oc / outPerGroup * inPerGroup + ic;
                            for (int kh = 0; kh < height.kernel(); kh++) {
                                int ih = (int) height.position(oh, kh);
                                if (ih < 0 || ih >= height.in()) {
                                    continue;
                                }
                                for (int kw = 0; kw < width.kernel(); kw++) {
                                    int iw = (int) width.position(ow, kw);
                                    if (iw < 0 || iw >= width.in()) {
                                        continue;
                                    }
                                    sum += input[((n * p.inChannels() + channel) * height.in() + ih) * width.in() + iw]
                                            * weight[
                                                    ((oc * inPerGroup + ic) * height.kernel() + kh) * width.kernel()
                                                            + kw];
                                }
                            }
                        }
                        output[((n * p.outChannels() + oc) * height.out() + oh) * width.out() + ow] = sum;
                    }
                }
            }
        }
    }
}
