package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.java.JavaKernels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the problems of one layer can be computed by, in the order that rules tell, and how it is made. Thread-safe. */
final class Candidates {
    private final @Nullable NativeKernels natives;
    private final JavaKernels java;
    private final Rules rules;

    /**
     * Candidates for one layer.
     *
     * @param natives null for Java's alone
     */
    Candidates(@Nullable NativeKernels natives, JavaKernels java, Rules rules) {
        this.natives = natives;
        this.java = java;
        this.rules = rules;
    }

    /** The same for a while: what Java's kernels pack is not kept for other problems. */
    Candidates forAWhile() {
        return new Candidates(natives, java.fresh(), rules);
    }

    /** The most threads that a run uses. */
    int threads() {
        return natives == null ? java.threads() : natives.threads();
    }

    /** The rules that hold for a problem, in their order. */
    List<Rule> rules(Problem problem) {
        return rules.holding(new Facts(problem, threads(), java.products()));
    }

    /** What rules would take, then what the library likes best, then Java. */
    List<Candidate> all(Problem problem, Parameters parameters) {
        // In the order in which they are put in, each once.
        Set<Candidate> ordered = new LinkedHashSet<>();
        for (Rule rule : rules(problem)) {
            Candidate meant = rule.candidate(problem.geometry().batch(), threads());
            Candidate found = meant == null ? null : resolve(problem, parameters, meant);
            if (found != null) {
                ordered.add(found);
                break;
            }
        }
        if (natives != null) {
            ordered.addAll(natives.candidates(problem, parameters));
        }
        int most = Math.min(threads(), java.threads());
        for (int threads = most; threads > 0; threads = Integer.highestOneBit(threads - 1)) {
            ordered.add(Candidate.java(threads));
        }
        return List.copyOf(ordered);
    }

    private @Nullable Candidate resolve(Problem problem, Parameters parameters, Candidate meant) {
        if (meant.isJava()) {
            return Candidate.java(Math.min(meant.threads(), java.threads()));
        }
        return natives == null ? null : natives.resolve(problem, parameters, meant);
    }

    /**
     * A candidate's kernel, or null if it is not to be had.
     *
     * @param reason why Java computes, if it does
     */
    @Nullable
    Kernel make(Problem problem, Parameters parameters, Candidate candidate, String reason) {
        if (candidate.isJava()) {
            return java.create(problem, parameters, reason, Math.min(candidate.threads(), java.threads()));
        }
        return natives == null ? null : natives.create(problem, parameters, candidate);
    }
}
