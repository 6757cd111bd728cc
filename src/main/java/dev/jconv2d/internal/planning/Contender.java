package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Workspace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A candidate in a measurement: its kernel while it may win, and its times. */
final class Contender {
    final Candidate candidate;
    /** Null when it is out. */
    @Nullable
    Kernel kernel;

    @Nullable
    Workspace workspace;

    /** Runs of one turn. */
    int runs = 1;

    String note = "";
    /** Out because there was no time for it. */
    boolean isUnheard;
    /** Out because others are so much faster. */
    boolean isFarBehind;

    private static final int LONGEST_NOTE = 200;

    private double[] samples = new double[16];
    private int count;
    private boolean tookTurn;
    private double least = Double.MAX_VALUE;
    private double leastEver = Double.MAX_VALUE;

    Contender(Candidate candidate) {
        this.candidate = candidate;
    }

    boolean isIn() {
        return kernel != null;
    }

    /** A run before there are turns, while it may still be becoming quick. */
    void addFirst(double nanos) {
        if (tookTurn) {
            throw new IllegalStateException(candidate + " takes turns");
        }
        add(nanos);
    }

    /** A turn; the first forgets what was before. */
    void addTurn(double nanos) {
        if (!tookTurn) {
            forget();
            tookTurn = true;
        }
        add(nanos);
    }

    /** How many times there are. */
    int samples() {
        return count;
    }

    /** How many of them were taken in turns with others. */
    int turns() {
        return tookTurn ? count : 0;
    }

    private void add(double nanos) {
        least = Math.min(least, nanos);
        leastEver = Math.min(leastEver, nanos);
        if (count == samples.length) {
            samples = Arrays.copyOf(samples, 2 * count);
        }
        samples[count] = nanos;
        count++;
    }

    /** Begins anew. */
    void forget() {
        tookTurn = false;
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
        note = reason.length() > LONGEST_NOTE ? reason.substring(0, LONGEST_NOTE) : reason;
        close();
    }

    void leaveUnheard() {
        isUnheard = true;
        leave("not run: the time for it was over");
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

    Timing timing() {
        return new Timing(candidate.toString(), median(), note);
    }
}
