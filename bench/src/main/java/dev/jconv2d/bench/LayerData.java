package dev.jconv2d.bench;

import dev.jconv2d.PaddingMode;
import dev.jconv2d.internal.Geometry;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A layer with its weights at a batch: the same values in every JVM. */
public final class LayerData {
    private static final int WEIGHT_SEED = 1;
    private static final int BIAS_SEED = 2;
    private static final int INPUT_SEED = 3;

    private final Layer layer;
    private final int batch;
    private final float[] weight;
    private final float[] bias;

    public LayerData(Layer layer, int batch) {
        this.layer = layer;
        this.batch = batch;
        int outChannels = layer.spelling().options().outChannels();
        this.weight = uniform(WEIGHT_SEED, layer.taps() * outChannels);
        this.bias = uniform(BIAS_SEED, outChannels);
    }

    public Layer layer() {
        return layer;
    }

    /** Images a call. */
    public int batch() {
        return batch;
    }

    /** {@code [out, in/groups, kH, kW]}, uniform in ±1; not to be changed. */
    public float[] weight() {
        return weight;
    }

    /** {@code [out]}, uniform in ±1; not to be changed. */
    public float[] bias() {
        return bias;
    }

    public Geometry problem() {
        return layer.at(batch);
    }

    /**
     * For engines that know no border but zeros.
     *
     * @throws UnsupportedOperationException if the layer's is another
     */
    public void requireZeroPadding() {
        if (problem().paddingMode() != PaddingMode.ZEROS) {
            throw new UnsupportedOperationException(
                    "padding_mode = " + problem().paddingMode());
        }
    }

    /**
     * The input, {@code [N, C, H, W]}, uniform in ±1, made anew each time: it may be large. Its first
     * {@link #differentImages} come again and again, so that the slow reference kernel can judge all outputs of a large batch.
     */
    public float[] input() {
        float[] different = differentInput();
        float[] input = Arrays.copyOf(different, problem().inputElements());
        for (int filled = different.length; filled < input.length; filled += different.length) {
            System.arraycopy(different, 0, input, filled, Math.min(different.length, input.length - filled));
        }
        return input;
    }

    /** How many images differ: not a factor of the sizes that kernels block a batch by. */
    public int differentImages() {
        return Math.min(3, problem().batch());
    }

    /** The images that differ. */
    public float[] differentInput() {
        return uniform(INPUT_SEED, problem().inputElements() / problem().batch() * differentImages());
    }

    private static float[] uniform(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            // 24 random bits: every value is a float exactly.
            values[i] = ((random.nextInt() >>> 8) - (1 << 23)) * 0x1p-23f;
        }
        return values;
    }
}
