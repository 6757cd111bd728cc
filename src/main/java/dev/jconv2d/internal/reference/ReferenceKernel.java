package dev.jconv2d.internal.reference;

import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parallel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Strides;
import dev.jconv2d.internal.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The convolution as its definition reads: for each output a sum in double over the taps that have an input pixel, then
 * residual and activation in double, rounded once. Any problem, any padding mode. In parallel over output rows, each of which one
 * thread computes alone, so results are the same bits on any number of threads.
 */
public final class ReferenceKernel implements Kernel {
    private final Geometry geometry;
    private final Parameters parameters;
    private final Strides source;
    private final Strides destination;
    private final int threads;
    private final Choice choice;

    /**
     * A kernel for one geometry.
     *
     * @param threads the most threads that a run may use
     * @param reason why this kernel was chosen
     */
    public ReferenceKernel(Problem problem, Parameters parameters, int threads, String reason) {
        this.geometry = problem.geometry();
        this.parameters = parameters;
        this.source = Strides.of(
                problem.inputFormat(),
                geometry.inChannels(),
                geometry.height().in(),
                geometry.width().in());
        this.destination = Strides.of(
                problem.outputFormat(),
                geometry.outChannels(),
                geometry.height().out(),
                geometry.width().out());
        this.threads = threads;
        this.choice = Choice.java("reference", reason, problem, "oihw", threads);
    }

    @Override
    public Workspace newWorkspace() {
        return this::run;
    }

    private void run(Storage input, @Nullable Storage residual, Storage output) {
        float[] x = new float[geometry.inputElements()];
        input.floats().get(0, x);
        int rows = geometry.batch() * geometry.outChannels() * geometry.height().out();
        Parallel.forEach(rows, threads, row -> row(x, residual, output, row));
    }

    /** One row of one output channel of one image. */
    private void row(float[] x, @Nullable Storage residual, Storage output, int row) {
        int oh = row % geometry.height().out();
        int oc = row / geometry.height().out() % geometry.outChannels();
        int n = row / geometry.height().out() / geometry.outChannels();
        for (int ow = 0; ow < geometry.width().out(); ow++) {
            int index = destination.index(n, oc, oh, ow);
            double addend = residual == null ? 0 : residual.floats().get(index);
            double value = parameters.postOps().apply(sum(x, n, oc, oh, ow), addend);
            output.floats().put(index, (float) value);
        }
    }

    /**
     * The sum of one output, with the bias, before anything that follows it.
     *
     * @param x the whole input, in the problem's format
     */
    public double sum(float[] x, int n, int oc, int oh, int ow) {
        Axis height = geometry.height();
        Axis width = geometry.width();
        float[] w = parameters.weight();
        int channels = geometry.inChannelsPerGroup();
        int firstChannel = oc / geometry.outChannelsPerGroup() * channels;
        double sum = 0;
        for (int ic = 0; ic < channels; ic++) {
            int filter = (oc * channels + ic) * height.kernel();
            for (int kh = 0; kh < height.kernel(); kh++) {
                int ih = height.source(height.position(oh, kh), geometry.paddingMode());
                if (ih < 0) {
                    continue;
                }
                for (int kw = 0; kw < width.kernel(); kw++) {
                    int iw = width.source(width.position(ow, kw), geometry.paddingMode());
                    if (iw >= 0) {
                        sum += (double) x[source.index(n, firstChannel + ic, ih, iw)]
                                * w[(filter + kh) * width.kernel() + kw];
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
        return (long) Float.BYTES * geometry.inputElements();
    }

    @Override
    public void close() {
        // Holds nothing but Java objects.
    }
}
