package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A native library's kernels, to choose from. Thread-safe. */
public interface NativeKernels {
    /** Why the library must not see a problem, or null if it may. */
    @Nullable
    String exclusion(Problem problem, Parameters parameters);

    /** All that it offers for a problem that it may see: what it likes best in each way to ask for it, then what it likes second. */
    List<Candidate> candidates(Problem problem, Parameters parameters);

    /**
     * What {@link #create} would make.
     *
     * @param candidate in the words of rules
     * @return in the words of {@link #candidates}; null if it does not offer that
     */
    @Nullable
    Candidate resolve(Problem problem, Parameters parameters, Candidate candidate);

    /**
     * Makes a candidate's kernel; what was half built is released if that fails.
     *
     * @param candidate in the words of {@link #candidates}, or of rules
     * @return null if it does not offer that
     */
    @Nullable
    Kernel create(Problem problem, Parameters parameters, Candidate candidate);

    /** Why it offers nothing, for a problem for which that is so. */
    String refusal(Problem problem, Parameters parameters);

    /** What limits what it offers, for whoever remembers times; empty if nothing does. */
    String limits();

    /** The most threads that a run of its kernels uses. */
    int threads();
}
