package dev.jconv2d.internal.onednn;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.planning.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.jspecify.annotations.Nullable;

/** What oneDNN offers for a problem: its implementations, without those that must not or should not compute it. */
final class Offers {
    /**
     * What is asked for, in turn: oneDNN offers other implementations for a layout that is given than for one it chooses. Its
     * own choice is the first, for a budget may end at any time, and nothing measured should be slower than that.
     */
    private static final Layout[][] ASKED = {
        {Layout.ANY, Layout.ANY},
        {Layout.AS_IS, Layout.AS_IS},
        {Layout.NHWC, Layout.NHWC},
        {Layout.NCHW, Layout.NCHW},
        {Layout.NCHW16C, Layout.NCHW16C},
        {Layout.NCHW8C, Layout.NCHW8C},
        {Layout.ANY, Layout.NHWC},
        {Layout.ANY, Layout.NCHW},
        {Layout.ANY, Layout.NCHW16C},
        {Layout.ANY, Layout.NCHW8C}
    };

    /** Another kernel of oneDNN's, between copies from and to NCHW. */
    private static final String COPIES_AROUND = "jit_uni_ncsp:conv";

    private static final String ONLY_REFERENCE = "oneDNN has only its reference code for this";

    private final dnnl_engine engine;
    private final Problem problem;
    private final Parameters parameters;
    private final long maxScratchpadBytes;
    private final boolean bound;

    /**
     * Offers for a problem.
     *
     * @param bound whether runs must keep to a number of threads that OpenMP would not take by itself
     */
    Offers(dnnl_engine engine, Problem problem, Parameters parameters, long maxScratchpadBytes, boolean bound) {
        this.bound = bound;
        this.engine = engine;
        this.problem = problem;
        this.parameters = parameters;
        this.maxScratchpadBytes = maxScratchpadBytes;
    }

    /**
     * All, each once, in the words of candidates: what oneDNN likes best in each layout, then what it likes second.
     *
     * @param images the candidates' images
     * @param threads the candidates' threads
     */
    List<List<Candidate>> all(int images, int threads) {
        List<List<Candidate>> byRank = new ArrayList<>();
        try (Handles handles = new Handles()) {
            List<ConvolutionDescriptor> known = new ArrayList<>();
            for (Layout[] asked : ASKED) {
                Implementations implementations = implementations(handles, asked[0], asked[1]);
                int rank = 0;
                ConvolutionDescriptor descriptor = implementations.next();
                for (; descriptor != null; descriptor = implementations.next()) {
                    if (refusal(descriptor) == null && !descriptor.isAmong(known)) {
                        known.add(descriptor);
                        if (rank == byRank.size()) {
                            byRank.add(new ArrayList<>());
                        }
                        byRank.get(rank)
                                .add(new Candidate(
                                        descriptor.implementation(),
                                        asked[0].spelling,
                                        asked[1].spelling,
                                        images,
                                        threads));
                        rank++;
                    }
                }
            }
        }
        return byRank;
    }

    /**
     * What a candidate names.
     *
     * @param handles own it
     * @return null if it is not offered
     */
    @Nullable
    ConvolutionDescriptor find(Handles handles, Candidate candidate) {
        Layout source = Layout.named(candidate.source(), problem.inputFormat());
        Layout destination = Layout.named(candidate.destination(), problem.outputFormat());
        if (source == null || destination == null) {
            return null;
        }
        Implementations implementations = implementations(handles, source, destination);
        ConvolutionDescriptor descriptor = implementations.next();
        while (descriptor != null && !(candidate.names(descriptor.implementation()) && refusal(descriptor) == null)) {
            descriptor = implementations.next();
        }
        return descriptor;
    }

    /** Why oneDNN's first choices are not taken. */
    String refusal() {
        try (Handles handles = new Handles()) {
            ConvolutionDescriptor first =
                    implementations(handles, Layout.ANY, Layout.ANY).next();
            String reason = first == null ? null : refusal(first);
            return reason == null ? ONLY_REFERENCE : reason;
        }
    }

    private Implementations implementations(Handles handles, Layout source, Layout destination) {
        return new Implementations(handles, engine, problem, parameters, source, destination);
    }

    /** Why an implementation is not taken, or null if it is. */
    private @Nullable String refusal(ConvolutionDescriptor descriptor) {
        if (bound && asksLate(descriptor.implementation())) {
            return "oneDNN's " + descriptor.implementation()
                    + " asks for threads when it runs, whatever it was made with";
        }
        if (descriptor.implementation().contains("ref")) {
            return ONLY_REFERENCE;
        }
        if (descriptor.implementation().startsWith(COPIES_AROUND) && !isContiguousAnywhere()) {
            return "it would copy what is copied for it to NCHW back to NHWC";
        }
        String exclusion = Exclusions.reason(problem.geometry(), parameters.postOps(), descriptor.implementation());
        return exclusion != null ? exclusion : descriptor.tooLarge(maxScratchpadBytes);
    }

    /** As found by counting threads: these, or copies within them, take as many as OpenMP has for who calls. */
    private static boolean asksLate(String implementation) {
        return implementation.contains("gemm")
                || implementation.startsWith("jit_dw")
                || implementation.startsWith(COPIES_AROUND);
    }

    private boolean isContiguousAnywhere() {
        return problem.inputFormat() == MemoryFormat.CONTIGUOUS || problem.outputFormat() == MemoryFormat.CONTIGUOUS;
    }
}
