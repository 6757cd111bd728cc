package dev.jconv2d;

import org.jspecify.annotations.Nullable;

/** A batch norm in evaluation mode, to be folded into the convolution before it. */
@SuppressWarnings("ArrayRecordComponent") // package-private, copied by the builder, compared by nobody
record BatchNorm(
        float[] runningMean, float[] runningVar, float @Nullable [] weight, float @Nullable [] bias, double eps) {

    BatchNorm(float[] runningMean, float[] runningVar, float @Nullable [] weight, float @Nullable [] bias, double eps) {
        this.runningMean = runningMean;
        this.runningVar = runningVar;
        this.weight = weight;
        this.bias = bias;
        this.eps = eps;
        if (!(eps >= 0 && eps < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("eps = " + eps + ": must be finite and not negative");
        }
        for (int channel = 0; channel < runningVar.length; channel++) {
            if (runningVar[channel] < 0 || runningVar[channel] + eps == 0) {
                throw new IllegalArgumentException("running_var[" + channel + "] = " + runningVar[channel]
                        + ": must not be negative, and with eps = " + eps + " not zero");
            }
        }
    }

    /** Refuses arrays that are not one value for each channel. */
    void requireChannels(int outChannels) {
        requireLength("running_mean", runningMean, outChannels);
        requireLength("running_var", runningVar, outChannels);
        requireLength("batch norm's weight", weight, outChannels);
        requireLength("batch norm's bias", bias, outChannels);
    }

    private static void requireLength(String argument, float @Nullable [] values, int outChannels) {
        if (values != null) {
            Tensor.requireLength(argument, values.length, outChannels);
        }
    }

    /** The convolution's weight times the factor of each output channel; computed in double, rounded once. */
    float[] foldWeight(float[] convolution) {
        float[] folded = new float[convolution.length];
        int taps = convolution.length / runningVar.length;
        for (int i = 0; i < folded.length; i++) {
            folded[i] = (float) (convolution[i] * factor(i / taps));
        }
        return folded;
    }

    /** The bias of the folded layer, which has one always. */
    float[] foldBias(float @Nullable [] convolution) {
        float[] folded = new float[runningVar.length];
        for (int channel = 0; channel < folded.length; channel++) {
            double before = convolution == null ? 0 : convolution[channel];
            double shift = bias == null ? 0 : bias[channel];
            folded[channel] = (float) ((before - runningMean[channel]) * factor(channel) + shift);
        }
        return folded;
    }

    private double factor(int channel) {
        return (weight == null ? 1 : weight[channel]) / Math.sqrt(runningVar[channel] + eps);
    }
}
