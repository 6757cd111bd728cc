package dev.jconv2d.internal.reference;

import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parallel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Storage;

/**
 * The convolution as its definition reads: for each output a sum in double over the taps that have an input pixel, rounded
 * once. Any problem, any padding mode. In parallel over output rows, each of which one thread computes alone, so results
 * are the same bits on any number of threads.
 */
public final class ReferenceKernel implements Kernel {
    private final Geometry problem;
    private final Parameters parameters;
    private final int threads;
    private final Choice choice;

    /**
     * A kernel for one problem.
     *
     * @param threads the most threads that a run may use
     * @param reason why this kernel was chosen
     */
    public ReferenceKernel(Geometry problem, Parameters parameters, int threads, String reason) {
        this.problem = problem;
        this.parameters = parameters;
        this.threads = threads;
        this.choice = new Choice("java:reference", reason);
    }

    @Override
    public void execute(Storage input, Storage output) {
        float[] x = new float[problem.inputElements()];
        input.floats().get(0, x);
        int rows = problem.batch() * problem.outChannels() * problem.height().out();
        Parallel.forEach(
                rows, threads, row -> output.floats().put(row * problem.width().out(), row(x, row)));
    }

    /** One row of one output channel of one image; rows are numbered as they lie in memory. */
    private float[] row(float[] x, int row) {
        int oh = row % problem.height().out();
        int oc = row / problem.height().out() % problem.outChannels();
        int n = row / problem.height().out() / problem.outChannels();
        float[] y = new float[problem.width().out()];
        for (int ow = 0; ow < y.length; ow++) {
            y[ow] = (float) output(x, n, oc, oh, ow);
        }
        return y;
    }

    private double output(float[] x, int n, int oc, int oh, int ow) {
        Axis height = problem.height();
        Axis width = problem.width();
        float[] w = parameters.weight();
        int channels = problem.inChannelsPerGroup();
        int firstChannel = oc / problem.outChannelsPerGroup() * channels;
        double sum = 0;
        for (int ic = 0; ic < channels; ic++) {
            int plane = (n * problem.inChannels() + firstChannel + ic) * height.in();
            int filter = (oc * channels + ic) * height.kernel();
            for (int kh = 0; kh < height.kernel(); kh++) {
                int ih = height.source(height.position(oh, kh), problem.paddingMode());
                if (ih < 0) {
                    continue;
                }
                for (int kw = 0; kw < width.kernel(); kw++) {
                    int iw = width.source(width.position(ow, kw), problem.paddingMode());
                    if (iw >= 0) {
                        sum += (double) x[(plane + ih) * width.in() + iw] * w[(filter + kh) * width.kernel() + kw];
                    }
                }
            }
        }
        float[] bias = parameters.bias();
        return bias == null ? sum : sum + bias[oc];
    }

    @Override
    public Choice choice() {
        return choice;
    }

    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public long workspaceBytes() {
        return (long) Float.BYTES * problem.inputElements();
    }

    @Override
    public void close() {
        // Holds nothing but Java objects.
    }
}
