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

    /** All that it offers for a problem that it may see, what it likes best first. */
    List<Candidate> candidates(Problem problem, Parameters parameters);

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

    /** The most threads that a run of its kernels uses. */
    int threads();
}
