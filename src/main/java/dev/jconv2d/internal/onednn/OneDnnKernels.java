package dev.jconv2d.internal.onednn;

import dev.jconv2d.PaddingMode;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.PaddedKernel;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.planning.Candidate;
import dev.jconv2d.internal.planning.NativeKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** oneDNN's kernels for one layer. */
public final class OneDnnKernels implements NativeKernels {
    /** Images that are computed at a time, for batches of several such parts. */
    private static final int[] PARTS = {1, 4};

    private final OneDnnLibrary library;
    private final OmpThreads threads;
    private final long maxScratchpadBytes = NativeConfig.current().bytes("scratchpad.bytes");

    /**
     * For one layer.
     *
     * @param threads how many threads kernels get
     */
    public OneDnnKernels(OneDnnLibrary library, OmpThreads threads) {
        this.library = library;
        this.threads = threads;
    }

    @Override
    public String limits() {
        return (threads.isSet() ? "threads set, " : "") + "scratchpad " + maxScratchpadBytes;
    }

    @Override
    public int threads() {
        return threads.count();
    }

    @Override
    public @Nullable String exclusion(Problem problem, Parameters parameters) {
        return Exclusions.reason(simple(problem).geometry(), parameters);
    }

    @Override
    public String refusal(Problem problem, Parameters parameters) {
        return threads.make(() -> offers(simple(problem), parameters, threads).refusal());
    }

    @Override
    public List<Candidate> candidates(Problem problem, Parameters parameters) {
        Problem simple = simple(problem);
        List<List<List<Candidate>>> offers = new ArrayList<>();
        offers.add(all(simple, parameters, 0, threads));
        for (int images : PARTS) {
            if (divides(images, simple)) {
                offers.add(all(simple.ofImages(images), parameters, images, threads));
            }
        }
        for (int fewer : fewerThreads()) {
            OmpThreads some = threads.fewer(fewer);
            if (some != null) {
                offers.add(all(simple, parameters, 0, some));
            }
        }
        return bestFirst(offers);
    }

    private static List<Candidate> bestFirst(List<List<List<Candidate>>> offers) {
        List<Candidate> candidates = new ArrayList<>();
        boolean isLast = false;
        for (int rank = 0; !isLast; rank++) {
            isLast = true;
            for (List<List<Candidate>> byRank : offers) {
                if (rank < byRank.size()) {
                    candidates.addAll(byRank.get(rank));
                    isLast = false;
                }
            }
        }
        return candidates;
    }

    @Override
    public @Nullable Candidate resolve(Problem problem, Parameters parameters, Candidate candidate) {
        Problem simple = simple(problem);
        OmpThreads budget = budget(simple, candidate);
        if (budget == null) {
            return null;
        }
        return budget.<Optional<Candidate>>make(() -> {
                    try (Handles handles = new Handles()) {
                        ConvolutionDescriptor found = offers(part(simple, candidate), parameters, budget)
                                .find(handles, candidate);
                        return Optional.ofNullable(found)
                                .map(descriptor -> candidate.named(
                                        descriptor.implementation(),
                                        Layout.spelled(candidate.source(), simple.inputFormat()),
                                        Layout.spelled(candidate.destination(), simple.outputFormat())));
                    }
                })
                .orElse(null);
    }

    private List<List<Candidate>> all(Problem problem, Parameters parameters, int images, OmpThreads budget) {
        return budget.make(() -> offers(problem, parameters, budget).all(images, budget.count()));
    }

    private static boolean divides(int images, Problem problem) {
        int batch = problem.geometry().batch();
        return images < batch && batch % images == 0;
    }

    /** Those below the budget: powers of two, and what is half-way between them, the largest first. */
    private List<Integer> fewerThreads() {
        List<Integer> counts = new ArrayList<>();
        for (int count = threads.count() - 1; count > 0; count--) {
            int power = Integer.highestOneBit(count);
            if (count == power || 2 * count == 3 * power) {
                counts.add(count);
            }
        }
        return counts;
    }

    @Override
    public @Nullable Kernel create(Problem problem, Parameters parameters, Candidate candidate) {
        Problem simple = simple(problem);
        OmpThreads budget = budget(simple, candidate);
        if (budget == null) {
            return null;
        }
        int parts = candidate.images() == 0 ? 1 : simple.geometry().batch() / candidate.images();
        Kernel kernel = make(part(simple, candidate), parts, parameters, candidate, budget);
        if (kernel == null || simple.equals(problem)) {
            return kernel;
        }
        try {
            return new PaddedKernel(problem, kernel);
        } catch (Throwable e) {
            kernel.close();
            throw e;
        }
    }

    /** The threads for a candidate, or null if it cannot be had: too many threads, or no whole parts. */
    private @Nullable OmpThreads budget(Problem problem, Candidate candidate) {
        boolean fits = candidate.images() == 0 || divides(candidate.images(), problem);
        return fits && candidate.threads() <= threads.count() ? threads.fewer(candidate.threads()) : null;
    }

    private static Problem part(Problem problem, Candidate candidate) {
        return candidate.images() == 0 ? problem : problem.ofImages(candidate.images());
    }

    /** Null if oneDNN does not offer what the candidate says. */
    private @Nullable Kernel make(
            Problem part, int parts, Parameters parameters, Candidate candidate, OmpThreads budget) {
        // Threads are counted when a primitive is made, and scratchpads are sized by them.
        return budget.<Optional<Kernel>>make(() -> {
                    Handles handles = new Handles();
                    try {
                        ConvolutionDescriptor descriptor =
                                offers(part, parameters, budget).find(handles, candidate);
                        if (descriptor == null) {
                            handles.close();
                            return Optional.empty();
                        }
                        return Optional.of(new OneDnnKernel(
                                handles, library.engine(), descriptor, part, parts, parameters, budget));
                    } catch (Throwable e) {
                        handles.close();
                        throw e;
                    }
                })
                .orElse(null);
    }

    private Offers offers(Problem problem, Parameters parameters, OmpThreads budget) {
        return new Offers(library.engine(), problem, parameters, maxScratchpadBytes, budget.isSet());
    }

    /** What remains for oneDNN, which knows zeros alone, when others have made the border. */
    private static Problem simple(Problem problem) {
        return problem.geometry().paddingMode() == PaddingMode.ZEROS ? problem : problem.onPaddedInput();
    }
}
