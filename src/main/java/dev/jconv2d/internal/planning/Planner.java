package dev.jconv2d.internal.planning;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Planning;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.KernelProvider;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.java.JavaKernels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the kernel for each problem of one layer: by rules, or by measuring and what was learnt by it. Thread-safe. */
public final class Planner implements KernelProvider {
    /** One measurement at a time in the process: two would measure each other. */
    private static final Object ALONE = new Object();
    /** Scratch data of larger problems would be a burden, and a run of theirs takes longer than any budget worth having. */
    private static final long MOST_SCRATCH_BYTES = 512 << 20;

    private final @Nullable NativeKernels natives;
    private final JavaKernels java;
    private final PlanningOptions options;
    private final Library library;
    private final Rules rules;
    /** Null for the process's, which plans by rules do not need. */
    private final @Nullable WisdomStore wisdom;

    /**
     * What times hold for, besides the machine and the problem.
     *
     * @param isa oneDNN's instruction set, {@code -} without it
     * @param oneDnn oneDNN's version, {@code -} without it
     */
    public record Library(String isa, String oneDnn) {}

    /**
     * A planner for one layer.
     *
     * @param natives null to choose among Java's kernels alone
     */
    public Planner(@Nullable NativeKernels natives, JavaKernels java, PlanningOptions options, Library library) {
        this(natives, java, options, library, Rules.shared(), null);
    }

    Planner(
            @Nullable NativeKernels natives,
            JavaKernels java,
            PlanningOptions options,
            Library library,
            Rules rules,
            @Nullable WisdomStore wisdom) {
        this.natives = natives;
        this.java = java;
        this.options = options;
        this.library = library;
        this.rules = rules;
        this.wisdom = wisdom;
    }

    @Override
    public Kernel create(Problem problem, Parameters parameters) {
        String exclusion = natives == null ? null : natives.exclusion(problem, parameters);
        if (exclusion != null) {
            return java.create(problem, parameters, exclusion);
        }
        if (options.planning() == Planning.ESTIMATE || problem.geometry().batch() == 0) {
            return estimated(problem, parameters);
        }
        if (Facts.bytes(problem.geometry()) > MOST_SCRATCH_BYTES) {
            return withTimings(
                    estimated(problem, parameters), "not measured: scratch data would take too much", List.of());
        }
        return measured(problem, parameters);
    }

    private Kernel estimated(Problem problem, Parameters parameters) {
        if (natives == null) {
            return java.create(problem, parameters);
        }
        for (Rule rule : rules.holding(facts(problem))) {
            Candidate candidate = rule.candidate(problem.geometry().batch(), natives.threads());
            Kernel kernel = candidate == null ? null : make(problem, parameters, candidate, rule.reason());
            if (kernel != null) {
                return new PlannedKernel(kernel, rule.reason(), List.of());
            }
        }
        return java.create(problem, parameters, natives.refusal(problem, parameters));
    }

    private Facts facts(Problem problem) {
        return new Facts(problem, threads(), java.products());
    }

    private int threads() {
        return natives == null ? java.threads() : natives.threads();
    }

    /** A candidate's kernel, or null if it is not to be had. */
    private @Nullable Kernel make(Problem problem, Parameters parameters, Candidate candidate, String reason) {
        if (candidate.isJava()) {
            return java.create(problem, parameters, reason, Math.min(candidate.threads(), java.threads()));
        }
        return natives == null ? null : natives.create(problem, parameters, candidate);
    }

    private Kernel measured(Problem problem, Parameters parameters) {
        WisdomKey key = key(problem, parameters);
        WisdomStore store = wisdom == null ? WisdomStore.shared() : wisdom;
        Learnt known = store.find(key);
        synchronized (ALONE) {
            // Somebody else may have learnt it while this waited.
            Learnt learnt = known == null ? store.find(key) : known;
            Kernel kernel = learnt == null ? null : make(problem, parameters, learnt.winner(), "");
            if (learnt != null && kernel != null) {
                return new PlannedKernel(kernel, "remembered: " + reason(learnt.timings()), learnt.timings());
            }
            // On the caller's thread: OpenMP's threads are a team of each caller's, and its team is what will compute.
            return measure(problem, parameters, key, store);
        }
    }

    private Kernel measure(Problem problem, Parameters parameters, WisdomKey key, WisdomStore store) {
        Measurement.Maker maker = candidate -> make(problem, parameters, candidate, "");
        try (ScratchScene scene = new ScratchScene(problem, parameters, part -> java.create(part, parameters, "", 1))) {
            Measurement measurement = new Measurement(maker, scene, options.budgetNanos(), System::nanoTime);
            Measurement.Winner winner = measurement.winner(candidates(problem, parameters));
            List<Timing> timings = measurement.timings();
            if (winner == null) {
                return withTimings(estimated(problem, parameters), "nothing could be measured", timings);
            }
            if (winner.stalled()) {
                winner.kernel().close();
                return withTimings(estimated(problem, parameters), "threads stalled while this was measured", timings);
            }
            store.learn(key, new Learnt(winner.candidate(), timings));
            return withTimings(winner.kernel(), "measured: " + reason(timings), timings);
        } catch (OutOfMemoryError e) {
            // Scratch data are as large as the caller's own.
            return withTimings(estimated(problem, parameters), "not measured: " + e.getMessage(), List.of());
        }
    }

    private static Kernel withTimings(Kernel kernel, String reason, List<Timing> timings) {
        return new PlannedKernel(kernel, reason, timings);
    }

    /** The rules' choices, whom ties go to, and then all else. */
    private List<Candidate> candidates(Problem problem, Parameters parameters) {
        List<Candidate> offered =
                new ArrayList<>(natives == null ? List.of() : natives.candidates(problem, parameters));
        for (int threads = threads(); threads > 0; threads = Integer.highestOneBit(threads - 1)) {
            offered.add(Candidate.java(threads));
        }
        // In the order in which they are put in, each once.
        Set<Candidate> ordered = new LinkedHashSet<>();
        for (Rule rule : rules.holding(facts(problem))) {
            Candidate meant = rule.candidate(problem.geometry().batch(), threads());
            Candidate found = meant == null ? null : find(problem, meant, offered);
            if (found != null) {
                ordered.add(found);
            }
        }
        ordered.addAll(offered);
        return List.copyOf(ordered);
    }

    /** The first on offer that a rule means, or null. */
    private static @Nullable Candidate find(Problem problem, Candidate meant, List<Candidate> offered) {
        for (Candidate candidate : offered) {
            if (meant.names(candidate.implementation())
                    && isMeant(meant.source(), candidate.source(), problem.inputFormat())
                    && isMeant(meant.destination(), candidate.destination(), problem.outputFormat())
                    && meant.images() == candidate.images()
                    && meant.threads() == candidate.threads()) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean isMeant(String meant, String layout, MemoryFormat given) {
        return layout.equals(meant.equals(Candidate.GIVEN) ? Kernel.Choice.layout(given) : meant);
    }

    /** The least times, for whoever asks why. */
    private static String reason(List<Timing> timings) {
        int timed = 0;
        for (Timing timing : timings) {
            timed += Double.isNaN(timing.nanos()) ? 0 : 1;
        }
        return String.format(Locale.ROOT, "the fastest of %d candidates", timed);
    }

    private WisdomKey key(Problem problem, Parameters parameters) {
        return new WisdomKey(
                Machine.cpu(),
                library.isa(),
                NativeConfig.current().get("version"),
                library.oneDnn(),
                Runtime.version().feature() + " " + java.products(),
                threads(),
                problem.geometry() + (parameters.bias() == null ? " nobias" : ""),
                problem.inputFormat().toString(),
                problem.outputFormat().toString(),
                parameters.postOps().toString());
    }
}
