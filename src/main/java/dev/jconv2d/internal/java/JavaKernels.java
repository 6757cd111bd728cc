package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.KernelProvider;
import dev.jconv2d.internal.PaddedKernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.reference.ReferenceKernel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the Java kernel for a problem of one layer, whose weights it packs once for all of them. Thread-safe. */
public final class JavaKernels implements KernelProvider {
    /** Taps of an output, more than which would make windows and packed weights too large for Java's arrays. */
    private static final int MOST_TAPS = 1 << 20;

    private final int threads;
    private final Products products;
    private final Cut.Limits limits;
    private final Map<Key, Product> made = new HashMap<>();

    private record Key(Products.Kind kind, MemoryFormat inputFormat) {}

    /**
     * For one layer.
     *
     * @param threads the most threads that a run may use
     */
    public JavaKernels(int threads) {
        this(threads, Products.best());
    }

    private JavaKernels(int threads, Products products) {
        this(threads, products, Cut.Limits.CACHES);
    }

    /** With chosen products and blocks. */
    JavaKernels(int threads, Products products, Cut.Limits limits) {
        this.threads = threads;
        this.products = products;
        this.limits = limits;
    }

    /** The same with nothing packed yet. */
    public JavaKernels fresh() {
        return new JavaKernels(threads, products, limits);
    }

    /** What it computes with, such as {@code loops}, for whoever compares or remembers times. */
    public String products() {
        return products.name();
    }

    /** The most threads that a run uses. */
    public int threads() {
        return threads;
    }

    @Override
    public Kernel create(Problem problem, Parameters parameters) {
        return create(problem, parameters, products.reason());
    }

    /** For backends that leave a problem to Java, with their reason. */
    public Kernel create(Problem problem, Parameters parameters, String reason) {
        return create(problem, parameters, reason, threads);
    }

    /**
     * The same, with fewer threads.
     *
     * @param most the most threads that a run may use
     */
    public Kernel create(Problem problem, Parameters parameters, String reason, int most) {
        boolean padded = problem.geometry().paddingMode() != PaddingMode.ZEROS;
        Problem inner = padded ? problem.onPaddedInput() : problem;
        String refusal = refusal(inner.geometry(), parameters);
        if (refusal != null) {
            // Why some products are the best is no reason here, where none is taken.
            String why = reason.equals(products.reason()) ? refusal : refusal + "; " + reason;
            return new ReferenceKernel(problem, parameters, most, why);
        }
        Problem simple = simplified(inner);
        Kernel kernel =
                new BlockedKernel(simple, product(simple, parameters), parameters.postOps(), most, limits, reason);
        return padded ? new PaddedKernel(problem, kernel) : kernel;
    }

    /** The same memory seen as fewer and longer rows. */
    private static Problem simplified(Problem problem) {
        Geometry geometry = problem.geometry();
        Axis height = geometry.height();
        Axis width = geometry.width();
        boolean last = problem.inputFormat() == MemoryFormat.CHANNELS_LAST
                && problem.outputFormat() == MemoryFormat.CHANNELS_LAST;
        if (last && geometry.batch() > 1 && isPointwise(height) && isPointwise(width)) {
            // A matrix product, whose rows are the pixels of all images.
            int rows = geometry.batch() * height.in();
            return with(problem, 1, new Axis(rows, rows, 1, 1, 1, 0, 0), width);
        }
        boolean first =
                problem.inputFormat() == MemoryFormat.CONTIGUOUS && problem.outputFormat() == MemoryFormat.CONTIGUOUS;
        if (first && width.in() == 1 && isPointwise(width)) {
            // Columns are as good as rows, and one row is better than many.
            return with(problem, geometry.batch(), width, height);
        }
        return problem;
    }

    private static boolean isPointwise(Axis axis) {
        return axis.kernel() == 1 && axis.stride() == 1 && !axis.hasPadding();
    }

    private static Problem with(Problem problem, int batch, Axis height, Axis width) {
        Geometry geometry = problem.geometry();
        return new Problem(
                new Geometry(
                        batch,
                        geometry.groups(),
                        geometry.inChannels(),
                        geometry.outChannels(),
                        height,
                        width,
                        geometry.paddingMode()),
                problem.inputFormat(),
                problem.outputFormat());
    }

    private Product product(Problem problem, Parameters parameters) {
        Products.Kind kind = products.kind(problem);
        synchronized (made) {
            return made.computeIfAbsent(
                    new Key(kind, problem.inputFormat()), key -> products.make(kind, problem, parameters));
        }
    }

    /** Why only the reference kernel computes this, or null if blocks do. */
    private static @Nullable String refusal(Geometry geometry, Parameters parameters) {
        boolean border = geometry.height().hasPadding() || geometry.width().hasPadding();
        if (border && !parameters.isWeightFinite()) {
            return "padding is multiplied by 0, which would make NaN of an infinite weight";
        }
        long taps = (long) geometry.inChannelsPerGroup()
                * geometry.height().kernel()
                * geometry.width().kernel();
        if (taps > MOST_TAPS) {
            return "more than " + MOST_TAPS + " products an output are too many for blocks";
        }
        return null;
    }
}
