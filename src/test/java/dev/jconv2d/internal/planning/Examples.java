package dev.jconv2d.internal.planning;

import java.util.List;

/** Entries of wisdom, as many as a test wants. */
public final class Examples {
    private Examples() {}

    public static WisdomKey key(String problem) {
        return new WisdomKey(
                "Some CPU \"\u00b5\ud800\" 3\n",
                "AVX2",
                "0.2",
                "3.11",
                "17 loops",
                2,
                "scratchpad 9",
                problem,
                "NCHW",
                "NHWC",
                "relu");
    }

    public static Learnt learnt(double nanos) {
        Candidate winner = new Candidate("jit_dw:avx2", "nChw8c", "any", 96, 2);
        return new Learnt(
                winner,
                List.of(
                        new Timing(winner.toString(), nanos, ""),
                        Timing.none("java x2", "out of budget"),
                        new Timing("brg_conv_fwd:avx2 any>any x1", 1e9 / 3, "far behind")));
    }
}
