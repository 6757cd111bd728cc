package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Workspace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A candidate in a measurement: its kernel while it may win, and its times. */
final class Contender {
    final Candidate candidate;
    /** Null when it is out, or its kernel has been taken over. */
    @Nullable
    Kernel kernel;

    @Nullable
    Workspace workspace;

    /** Runs of one turn. */
    int runs = 1;

    String note = "";
    /** Out because others are so much faster. */
    boolean isFarBehind;

    private double[] samples = new double[16];
    private int count;
    private double least = Double.MAX_VALUE;
    private double leastEver = Double.MAX_VALUE;

    Contender(Candidate candidate) {
        this.candidate = candidate;
    }

    boolean isIn() {
        return kernel != null;
    }

    int samples() {
        return count;
    }

    void add(double nanos) {
        least = Math.min(least, nanos);
        leastEver = Math.min(leastEver, nanos);
        if (count == samples.length) {
            samples = Arrays.copyOf(samples, 2 * count);
        }
        samples[count] = nanos;
        count++;
    }

    /** Forgets what was taken while it was still becoming quick. */
    void forget() {
        count = 0;
        least = Double.MAX_VALUE;
    }

    double least() {
        return least;
    }

    /** Of what is forgotten, too; the greatest double without runs. */
    double leastEver() {
        return leastEver;
    }

    /** NaN without samples. */
    double median() {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** Is out, for a reason; times stay. */
    void leave(String reason) {
        note = reason;
        close();
    }

    void close() {
        Workspace ended = workspace;
        Kernel closed = kernel;
        workspace = null;
        kernel = null;
        try {
            if (ended != null) {
                ended.close();
            }
        } finally {
            if (closed != null) {
                closed.close();
            }
        }
    }

    /** Gives the kernel away; the contender is then out. */
    Kernel take() {
        Kernel taken = kernel;
        Workspace ended = workspace;
        if (taken == null) {
            throw new IllegalStateException(candidate + " has no kernel");
        }
        kernel = null;
        workspace = null;
        if (ended != null) {
            ended.close();
        }
        return taken;
    }

    Timing timing() {
        return new Timing(candidate.toString(), median(), note);
    }
}
