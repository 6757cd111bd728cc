package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fastest of some kernels for one problem: each is made, checked, and run once; those that are far behind are out; the
 * others run in turns, so that the machine's moods hit all alike, until the budget is spent. The least median wins.
 */
final class Measurement {
    /** The first runs of a kernel may still be slow for other reasons. */
    private static final double FAR_BEHIND_AT_FIRST = 1.6;

    /** About as many as there are ways to ask a library: its first choices. */
    private static final int BEFORE_JAVA = 12;

    private static final int FIRST_RUNS = 6;
    /** As long as the first runs of a small kernel may take together. */
    private static final double FIRST_NANOS = 2_000_000;

    /** When a first run takes so much longer than others' best, a second would only cost time. */
    private static final double HOPELESS_AT_FIRST = 4;

    private static final double FAR_BEHIND = 1.2;
    /** Turns after which least times tell who is far behind. */
    private static final int SOME_TURNS = 4;
    /** What may go into finding those that take turns, and again into hearing once more who was far behind. */
    private static final double SHARE_TO_ENTER = 0.6;

    private static final double SHARE_TO_WARM_UP = 0.5;

    private static final double SHARE_TO_HEAR_AGAIN = 0.8;

    /** Turns after which a median is trusted. */
    private static final int FEW_TURNS = 5;

    private static final int MOST_TURNS = 60;
    /** A kernel that takes one thread as long should take two less. */
    private static final double WORTH_TWO_THREADS = 40_000;
    /** Runs that take longer have more data than caches hold. */
    private static final double LONG_NANOS = 10_000_000;
    /** A turn is so long that the clock does not matter. */
    private static final double TURN_NANOS = 40_000;

    /** Whoever is asked first wins unless another is so much faster; with few turns, more. */
    private static final double CLEARLY = 0.96;

    private static final double CLEARLY_WITH_FEW_TURNS = 0.93;

    private static final double CLEARLY_WITH_HARDLY_ANY = 0.8;

    /** Makes a candidate's kernel; null if it cannot be had. */
    @FunctionalInterface
    interface Maker {
        @Nullable
        Kernel make(Candidate candidate);
    }

    private final Maker maker;
    private final Scene scene;
    private final LongSupplier clock;
    private final long begin;
    private final long budgetNanos;
    private final List<Contender> contenders = new ArrayList<>();
    private int turns;

    /**
     * A measurement.
     *
     * @param begin when its time began, by the clock
     * @param clock nanoseconds
     */
    Measurement(Maker maker, Scene scene, long begin, long budgetNanos, LongSupplier clock) {
        this.maker = maker;
        this.scene = scene;
        this.clock = clock;
        this.begin = begin;
        this.budgetNanos = budgetNanos;
    }

    /** All candidates, as far as they are known by now. */
    List<Timing> timings() {
        List<Timing> timings = new ArrayList<>();
        for (Contender contender : contenders) {
            timings.add(contender.timing());
        }
        return timings;
    }

    /**
     * What was found.
     *
     * @param candidate the fastest
     * @param doubt why times say little; empty if they tell
     */
    record Winner(Candidate candidate, String doubt) {}

    /**
     * Measures.
     *
     * @param candidates the one that wins ties first
     * @return null if none could be run within the budget
     */
    @Nullable
    Winner winner(List<Candidate> candidates) {
        try {
            for (Candidate candidate : candidates) {
                contenders.add(new Contender(candidate));
            }
            for (Contender contender : inOrderOfEntry()) {
                enter(contender);
            }
            takeTurns();
            hearAgain();
            takeTurns();
            while (isStalled() && !isOver()) {
                scene.rest();
                hearAgain();
                takeTurns();
            }
            Contender best = best();
            return best == null ? null : new Winner(best.candidate, doubt());
        } finally {
            closeAll();
        }
    }

    /** All, whatever one of them throws. */
    private void closeAll() {
        Throwable first = null;
        for (Contender contender : contenders) {
            try {
                contender.close();
            } catch (RuntimeException | Error e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw new IllegalStateException("a candidate cannot be closed", first);
        }
    }

    private void takeTurns() {
        turns = 0;
        while (!isOver() && turn()) {
            if (turns >= SOME_TURNS) {
                dropThoseFarBehind(FAR_BEHIND);
            }
        }
    }

    private String doubt() {
        if (contenders.get(0).isUnheard) {
            return "the time was over before the rules' choice had been run";
        }
        return isStalled() ? "threads stalled while this was measured" : "";
    }

    /**
     * Whether threads stalled so much that times do not tell: by its best run the rules' choice would win, or it was no faster
     * on many threads than on one, though it has work for many.
     */
    private boolean isStalled() {
        Contender ruled = contenders.get(0);
        Contender best = best();
        // Java's become quicker all the while, as the JIT compiler gets to them; that is no stall.
        if (best == null || best == ruled || ruled.candidate.threads() == 1 || ruled.candidate.isJava()) {
            return false;
        }
        if (ruled.leastEver() < CLEARLY * best.leastEver()) {
            return true;
        }
        for (Contender one : contenders) {
            if (isOnOneThread(one.candidate, ruled.candidate) && one.leastEver() > WORTH_TWO_THREADS) {
                return ruled.leastEver() > one.leastEver();
            }
        }
        return false;
    }

    private static boolean isOnOneThread(Candidate one, Candidate many) {
        return one.threads() == 1
                && one.images() == many.images()
                && one.implementation().equals(many.implementation())
                && one.source().equals(many.source())
                && one.destination().equals(many.destination());
    }

    /** OpenMP's threads stall for milliseconds where something else runs for a moment: who lost by that may try again. */
    private void hearAgain() {
        List<Contender> behind = new ArrayList<>();
        for (Contender contender : contenders) {
            if (contender.isFarBehind && !contender.candidate.isJava()) {
                behind.add(contender);
            }
        }
        // Who was nearest may have lost by little.
        behind.sort(Comparator.comparingDouble(Contender::leastEver));
        for (Contender contender : behind) {
            if (hasSpent(SHARE_TO_HEAR_AGAIN)) {
                return;
            }
            contender.isFarBehind = false;
            contender.forget();
            begin(contender);
        }
    }

    private boolean isOver() {
        return hasSpent(1);
    }

    private boolean hasSpent(double share) {
        return clock.getAsLong() - begin >= share * budgetNanos;
    }

    /** Java's kernels after some others, whose times tell whether it is worth to have one compiled. */
    private List<Contender> inOrderOfEntry() {
        List<Contender> natives = new ArrayList<>();
        List<Contender> javas = new ArrayList<>();
        for (Contender contender : contenders) {
            (contender.candidate.isJava() ? javas : natives).add(contender);
        }
        natives.addAll(Math.min(BEFORE_JAVA, natives.size()), javas);
        return natives;
    }

    private void enter(Contender contender) {
        // The first is what the others are compared with.
        if (contender == contenders.get(0) ? isOver() : hasSpent(SHARE_TO_ENTER)) {
            contender.leaveUnheard();
            return;
        }
        begin(contender);
    }

    private void begin(Contender contender) {
        try {
            Kernel kernel = maker.make(contender.candidate);
            if (kernel == null) {
                contender.note = "not offered";
                return;
            }
            contender.kernel = kernel;
            String same = sameAs(contender, kernel);
            if (same != null) {
                contender.leave("the same as " + same);
                return;
            }
            contender.workspace = kernel.newWorkspace();
            first(contender);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            fail(contender, e);
        }
    }

    /** What cannot be run here does not win; if nothing can, the rules' choice says why. */
    private static void fail(Contender contender, Throwable e) {
        contender.leave("failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    }

    /** Other words may lead to the same kernel. */
    private @Nullable String sameAs(Contender contender, Kernel kernel) {
        for (Contender other : contenders) {
            Kernel theirs = other.kernel;
            if (other != contender
                    && theirs != null
                    && other.candidate.images() == contender.candidate.images()
                    && theirs.choice().computesLike(kernel.choice())) {
                return other.candidate.toString();
            }
        }
        return null;
    }

    /** The first run is checked and does not count; some more show whether a contender is far behind. */
    private void first(Contender contender) {
        double others = least();
        if (contender.candidate.isJava()) {
            scene.warmUp(contender, others, clock, begin + (long) (SHARE_TO_WARM_UP * budgetNanos));
            if (!contender.isIn()) {
                return;
            }
        }
        scene.prepareCheck();
        double once = time(contender, 1);
        String fault = scene.fault();
        if (fault != null) {
            contender.leave(fault);
            scene.log(contender);
            return;
        }
        // The very first runs on memory that nobody has touched.
        boolean isEnough = others < Double.MAX_VALUE
                && (once > LONG_NANOS || (once > FIRST_NANOS && once > HOPELESS_AT_FIRST * others));
        contender.addFirst(once);
        double spent = 0;
        while (!isEnough && contender.samples() < FIRST_RUNS && spent < FIRST_NANOS && !isOver()) {
            double again = time(contender, 1);
            contender.addFirst(again);
            spent += again;
        }
        contender.runs = (int) Math.max(1, Math.min(1000, TURN_NANOS / Math.max(1, contender.least())));
        dropThoseFarBehind(FAR_BEHIND_AT_FIRST);
    }

    private double least() {
        double least = Double.MAX_VALUE;
        for (Contender contender : contenders) {
            if (contender.isIn()) {
                least = Math.min(least, contender.least());
            }
        }
        return least;
    }

    private @Nullable Contender fastest() {
        Contender fastest = null;
        for (Contender contender : contenders) {
            if (contender.isIn()
                    && contender.samples() > 0
                    && (fastest == null || contender.median() < fastest.median())) {
                fastest = contender;
            }
        }
        return fastest;
    }

    /** By their least times: others may be slow because something else ran, too. */
    private void dropThoseFarBehind(double factor) {
        double limit = factor * least();
        for (Contender contender : contenders) {
            if (contender.isIn() && contender.least() > limit) {
                contender.isFarBehind = true;
                contender.leave("");
            }
        }
    }

    /** One turn of each that is in; false if there is nothing to be found out any more. */
    private boolean turn() {
        int in = 0;
        for (Contender contender : contenders) {
            if (contender.isIn()) {
                if (isOver()) {
                    return false;
                }
                in += turn(contender) ? 1 : 0;
            }
        }
        turns++;
        return in > 1 && turns < MOST_TURNS;
    }

    /** Whether it is still in. */
    private boolean turn(Contender contender) {
        try {
            if (contender.least() < LONG_NANOS) {
                time(contender, 1); // brings its data back into the caches
            }
            contender.addTurn(time(contender, contender.runs));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            fail(contender, e);
        }
        return contender.isIn();
    }

    private double time(Contender contender, int runs) {
        long start = clock.getAsLong();
        for (int i = 0; i < runs; i++) {
            scene.run(contender);
        }
        return (double) (clock.getAsLong() - start) / runs;
    }

    /** The first that no other is clearly faster than. */
    private @Nullable Contender best() {
        Contender fastest = fastest();
        for (Contender contender : contenders) {
            if (fastest != null
                    && contender.isIn()
                    && contender.samples() > 0
                    && fastest.median() >= clearly(contender, fastest) * contender.median()) {
                return contender;
            }
        }
        return null;
    }

    private static double clearly(Contender one, Contender other) {
        int turns = Math.min(one.turns(), other.turns());
        return turns >= FEW_TURNS ? CLEARLY : turns > 2 ? CLEARLY_WITH_FEW_TURNS : CLEARLY_WITH_HARDLY_ANY;
    }
}
