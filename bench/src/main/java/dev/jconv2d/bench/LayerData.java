package dev.jconv2d.bench;

import dev.jconv2d.internal.Geometry;
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

    /** The input, {@code [N, C, H, W]}, uniform in ±1. Made anew each time: it may be large. */
    public float[] input() {
        return uniform(INPUT_SEED, problem().inputElements());
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
