package dev.jconv2d.internal.planning;

import dev.jconv2d.Planning;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.KernelProvider;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.java.JavaKernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the kernel for each problem of one layer: by rules, or by measuring and what was learnt by it. Thread-safe. */
public final class Planner implements KernelProvider {
    /** One measurement at a time in the process: two would measure each other. */
    private static final Object ALONE = new Object();

    private final @Nullable NativeKernels natives;
    private final JavaKernels java;
    private final PlanningOptions options;
    private final Library library;
    private final Candidates candidates;
    private final Measurer measurer;
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
        this.wisdom = wisdom;
        this.candidates = new Candidates(natives, java, rules);
        this.measurer = new Measurer(candidates, options.budgetNanos(), System::nanoTime);
    }

    @Override
    public Kernel create(Problem problem, Parameters parameters) {
        String exclusion = natives == null ? null : natives.exclusion(problem, parameters);
        if (exclusion != null) {
            return java.create(problem, parameters, exclusion);
        }
        boolean byRules =
                options.planning() == Planning.ESTIMATE || problem.geometry().batch() == 0;
        return byRules ? estimated(problem, parameters, "", List.of()) : measured(problem, parameters);
    }

    /**
     * The rules' choice.
     *
     * @param why measuring did not choose; empty if it was not to
     * @param timings what it found
     */
    private Kernel estimated(Problem problem, Parameters parameters, String why, List<Timing> timings) {
        String prefix = why.isEmpty() ? "" : why + "; ";
        for (Rule rule : natives == null ? List.<Rule>of() : candidates.rules(problem)) {
            Candidate candidate = rule.candidate(problem.geometry().batch(), candidates.threads());
            if (candidate != null) {
                Kernel kernel = candidates.make(problem, parameters, candidate, rule.reason());
                if (kernel != null) {
                    return PlannedKernel.of(kernel, candidate, prefix + rule.reason(), timings);
                }
            }
        }
        if (natives == null) {
            Kernel kernel = java.create(problem, parameters);
            return why.isEmpty() ? kernel : PlannedKernel.of(kernel, Candidate.java(java.threads()), why, timings);
        }
        String refusal = prefix + natives.refusal(problem, parameters);
        return PlannedKernel.of(
                java.create(problem, parameters, refusal), Candidate.java(java.threads()), refusal, timings);
    }

    private Kernel measured(Problem problem, Parameters parameters) {
        WisdomKey key = key(problem, parameters);
        WisdomStore store = wisdom == null ? WisdomStore.shared() : wisdom;
        Learnt known = store.find(key);
        Kernel kernel = known == null ? null : winner(problem, parameters, known, "remembered: ");
        if (kernel != null) {
            return kernel;
        }
        Measurer.Outcome outcome;
        // On the caller's thread: OpenMP's threads are a team of each caller's, and its team is what will compute.
        synchronized (ALONE) {
            Learnt meanwhile = store.find(key);
            // Somebody else may have learnt it while this waited; what is not to be had here is learnt anew.
            outcome = meanwhile == null || meanwhile.equals(known)
                    ? measurer.measure(problem, parameters)
                    : new Measurer.Outcome(meanwhile, "", meanwhile.timings());
            if (outcome.learnt() != null) {
                store.remember(key, outcome.learnt());
            }
        }
        if (outcome.learnt() != null) {
            store.keep(key, outcome.learnt());
            kernel = winner(problem, parameters, outcome.learnt(), "measured: ");
        }
        return kernel == null ? estimated(problem, parameters, outcome.why(), outcome.timings()) : kernel;
    }

    /** The kernel that won, or null if it is not to be had. */
    @SuppressWarnings("CatchingUnchecked") // whatever is wrong with it, there are rules
    private @Nullable Kernel winner(Problem problem, Parameters parameters, Learnt learnt, String how) {
        try {
            Kernel kernel = candidates.make(problem, parameters, learnt.winner(), "");
            return kernel == null
                    ? null
                    : PlannedKernel.of(kernel, learnt.winner(), how + learnt.reason(), learnt.timings());
        } catch (Throwable e) {
            return null;
        }
    }

    private WisdomKey key(Problem problem, Parameters parameters) {
        return new WisdomKey(
                Machine.cpu(),
                library.isa(),
                NativeConfig.current().get("version"),
                library.oneDnn(),
                Runtime.version().feature() + " " + java.products(),
                candidates.threads(),
                natives == null ? "" : natives.limits(),
                problem.geometry() + (parameters.bias() == null ? " nobias" : ""),
                problem.inputFormat().toString(),
                problem.outputFormat().toString(),
                parameters.postOps().toString());
    }
}
