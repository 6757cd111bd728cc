package dev.jconv2d.internal.java;

/**
 * Heap memory for one thread of one run. It grows to what the largest task wanted, and then makes no garbage. What it
 * holds is arbitrary.
 */
public final class Scratch {
    private final Block block = new Block();
    private float[] window = {};
    private float[] sums = {};
    private float[] output = {};
    private float[] residual = {};
    private float[] line = {};
    private float[][] rows = {};

    /** The task that it is used for. */
    Block block() {
        return block;
    }

    /** Room for a copy of the input. */
    public float[] window(int size) {
        if (window.length < size) {
            window = new float[size];
        }
        return window;
    }

    /** The filled window. */
    public float[] window() {
        return window;
    }

    /** Room for sums. */
    public float[] sums(int size) {
        if (sums.length < size) {
            sums = new float[size];
        }
        return sums;
    }

    /** The sums. */
    public float[] sums() {
        return sums;
    }

    /** Room for outputs in another order than the sums'. */
    float[] output(int size) {
        if (output.length < size) {
            output = new float[size];
        }
        return output;
    }

    /** Room for what is added to a run of outputs. */
    float[] residual(int size) {
        if (residual.length < size) {
            residual = new float[size];
        }
        return residual;
    }

    /** Room for what is copied before some of it is picked. */
    float[] line(int size) {
        if (line.length < size) {
            line = new float[size];
        }
        return line;
    }

    /** Arrays of {@link PlainRows#LENGTH} floats each. */
    float[][] rows(int count) {
        if (rows.length < count) {
            rows = PlainRows.allocate(count, PlainRows.LENGTH);
        }
        return rows;
    }

    /** Bytes held. */
    long bytes() {
        long floats = (long) window.length + sums.length + output.length + residual.length + line.length;
        return Float.BYTES * (floats + (rows.length == 0 ? 0 : (long) rows.length * rows[0].length));
    }
}
