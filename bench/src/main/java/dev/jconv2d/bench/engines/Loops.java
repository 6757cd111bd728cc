package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
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
        data.requireZeroPadding();
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
        int channels = p.inChannels();
        int inPerGroup = p.inChannelsPerGroup();
        int outPerGroup = p.outChannelsPerGroup();
        int height = p.height().in();
        int width = p.width().in();
        int outHeight = p.height().out();
        int outWidth = p.width().out();
        int kernelHeight = p.height().kernel();
        int kernelWidth = p.width().kernel();
        int strideHeight = p.height().stride();
        int strideWidth = p.width().stride();
        int dilationHeight = p.height().dilation();
        int dilationWidth = p.width().dilation();
        int padTop = (int) p.height().padBegin();
        int padLeft = (int) p.width().padBegin();
        for (int n = 0; n < p.batch(); n++) {
            for (int oc = 0; oc < p.outChannels(); oc++) {
                for (int oh = 0; oh < outHeight; oh++) {
                    for (int ow = 0; ow < outWidth; ow++) {
                        float sum = bias[oc];
                        for (int ic = 0; ic < inPerGroup; ic++) {
                            int channel = oc / outPerGroup * inPerGroup + ic;
                            for (int kh = 0; kh < kernelHeight; kh++) {
                                int ih = oh * strideHeight - padTop + kh * dilationHeight;
                                if (ih < 0 || ih >= height) {
                                    continue;
                                }
                                for (int kw = 0; kw < kernelWidth; kw++) {
                                    int iw = ow * strideWidth - padLeft + kw * dilationWidth;
                                    if (iw < 0 || iw >= width) {
                                        continue;
                                    }
                                    sum += input[((n * channels + channel) * height + ih) * width + iw]
                                            * weight[((oc * inPerGroup + ic) * kernelHeight + kh) * kernelWidth + kw];
                                }
                            }
                        }
                        output[((n * p.outChannels() + oc) * outHeight + oh) * outWidth + ow] = sum;
                    }
                }
            }
        }
    }
}
