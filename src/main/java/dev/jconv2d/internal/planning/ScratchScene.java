package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import dev.jconv2d.internal.Workspace;
import java.lang.System.Logger.Level;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A problem's scratch data: random input, a residual if the layer adds one, an output; and samples of what it must be. */
final class ScratchScene implements Scene, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger("dev.jconv2d");
    /** Products that even interpreted code gets through in some tens of milliseconds. */
    private static final long FEW_PRODUCTS = 2_000_000;
    /** Runs after which the JIT compiler has compiled what it will. */
    private static final int WARM_RUNS = 4000;
    /** It compiles beside the runs, and needs so long. */
    private static final long WARM_NANOS = 60_000_000;

    private static final double HOPELESS = 2;
    /** After this the first compiler has compiled it, and the second may make it so much faster. */
    private static final long COLD_NANOS = 20_000_000;

    private static final double HOPELESS_WHEN_COLD = 10;
    private static final long REST_NANOS = 20_000_000;
    /** A prime, so that repeats are at other places in rows, channels and blocks. */
    private static final int DIFFERENT = 65_521;

    private final Problem problem;
    private final Parameters parameters;
    private final Candidates candidates;
    private final Storage input;
    private final @Nullable Storage residual;
    private final Storage output;
    private final SampleCheck check;

    ScratchScene(Problem problem, Parameters parameters, Candidates candidates) {
        this.problem = problem;
        this.parameters = parameters;
        this.candidates = candidates;
        Geometry geometry = problem.geometry();
        float[] values = random(geometry.inputElements());
        float[] added = parameters.postOps().residual() ? random(geometry.outputElements()) : new float[0];
        check = new SampleCheck(problem, parameters, values, added);
        input = acquire(values.length);
        Storage residualOrNull = null;
        Storage outputOrNull = null;
        try {
            residualOrNull = added.length == 0 ? null : acquire(added.length);
            outputOrNull = acquire(geometry.outputElements());
        } finally {
            if (outputOrNull == null) {
                release(input);
                release(residualOrNull);
            }
        }
        residual = residualOrNull;
        output = outputOrNull;
        input.floats().put(0, values);
        if (residual != null) {
            residual.floats().put(0, added);
        }
    }

    private static Storage acquire(int elements) {
        return StoragePool.SHARED.acquire((long) Float.BYTES * elements);
    }

    private static void release(@Nullable Storage storage) {
        if (storage != null) {
            StoragePool.SHARED.release(storage);
        }
    }

    /** As many that differ as there is time to make when this is not compiled yet; these again and again. */
    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count];
        int made = Math.min(count, DIFFERENT);
        for (int i = 0; i < made; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        for (int i = made; i < count; i += made) {
            System.arraycopy(values, 0, values, i, Math.min(made, count - i));
        }
        return values;
    }

    @Override
    public void run(Contender contender) {
        Workspace workspace = contender.workspace;
        if (workspace == null) {
            throw new IllegalStateException(contender.candidate + " is out");
        }
        workspace.run(input, residual, output);
    }

    @Override
    public void prepareCheck() {
        FloatBuffer floats = output.floats();
        int elements = problem.geometry().outputElements();
        float[] unset = new float[Math.min(elements, DIFFERENT)];
        Arrays.fill(unset, Float.NaN);
        for (int i = 0; i < elements; i += unset.length) {
            floats.put(i, unset, 0, Math.min(unset.length, elements - i));
        }
    }

    @Override
    public @Nullable String fault() {
        return check.fault(output);
    }

    @Override
    public void rest() {
        LockSupport.parkNanos(REST_NANOS);
    }

    @Override
    public void log(Contender contender) {
        LOGGER.log(
                Level.WARNING,
                "{0}: candidate {1} is not used, its output is {2}; please report this",
                problem,
                contender.candidate,
                contender.note);
    }

    @Override
    public void warmUp(Contender contender, double fastest, LongSupplier clock, long end) {
        Problem part = part();
        double parts = (double) Facts.macs(problem.geometry()) / Facts.macs(part.geometry());
        Kernel kernel = candidates.make(part, parameters, Candidate.java(1), "");
        if (kernel == null) {
            return;
        }
        try (kernel;
                Workspace workspace = kernel.newWorkspace()) {
            double least = Double.MAX_VALUE;
            long start = clock.getAsLong();
            long now = start;
            boolean isCold = true;
            boolean isHopeless = false;
            for (int runs = 1; isCold && !isHopeless && (runs == 1 || now < end); runs++) {
                long before = now;
                workspace.run(input, residual, output);
                now = clock.getAsLong();
                least = Math.min(least, (double) (now - before));
                isCold = runs < WARM_RUNS || now - start < WARM_NANOS;
                boolean isHalfCold = isCold && now - start > COLD_NANOS;
                isHopeless = least * parts > (isHalfCold ? HOPELESS_WHEN_COLD : HOPELESS) * fastest
                        && (isHalfCold || !isCold);
            }
            if (isHopeless) {
                contender.leave(
                        "not run: " + Math.round(least * parts / 1000) + " us to be expected from a part of it");
            } else if (isCold && least * parts > HOPELESS * fastest) {
                contender.leaveUnheard();
            }
        }
    }

    /** The problem, or so many rows of its first image that they are soon computed. */
    private Problem part() {
        Geometry geometry = problem.geometry();
        if (Facts.macs(geometry) <= FEW_PRODUCTS) {
            return problem;
        }
        Axis height = geometry.height();
        long ofARow = Facts.macs(geometry) / ((long) geometry.batch() * height.out());
        int rows = (int) Math.max(1, Math.min(height.out(), FEW_PRODUCTS / Math.max(1, ofARow)));
        long end = height.position(rows - 1, height.kernel() - 1) + 1;
        int in = (int) Math.max(1, Math.min(height.in(), end));
        Axis fewer = new Axis(
                in,
                rows,
                height.kernel(),
                height.stride(),
                height.dilation(),
                height.padBegin(),
                Math.max(0, end - in));
        return new Problem(
                new Geometry(
                        1,
                        geometry.groups(),
                        geometry.inChannels(),
                        geometry.outChannels(),
                        fewer,
                        geometry.width(),
                        geometry.paddingMode()),
                problem.inputFormat(),
                problem.outputFormat());
    }

    @Override
    public void close() {
        release(input);
        release(residual);
        release(output);
    }
}
