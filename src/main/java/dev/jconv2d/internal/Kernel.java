package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.planning.Candidate;
import dev.jconv2d.internal.planning.Timing;
import java.util.List;

/**
 * Computes one problem. Any number of threads may run it at once, each in a workspace of its own; {@link #close} comes once,
 * after the last run and when its workspaces are closed.
 */
public interface Kernel extends AutoCloseable {
    /** Makes what one run at a time needs. */
    Workspace newWorkspace();

    /** What runs, and why this. */
    Choice choice();

    /** Bytes held for as long as the kernel lives, packed weights above all. */
    long heldBytes();

    /** Bytes that each run takes besides input and output. */
    long workspaceBytes();

    @Override
    void close();

    /**
     * The kernel that was chosen.
     *
     * @param implementation its name: oneDNN's own for a native kernel, else {@code java:} and a name
     * @param reason why this one
     * @param sourceLayout the input as it reads it
     * @param weightsLayout the weights as it reads them
     * @param destinationLayout the output as it writes it
     * @param reorders what is copied within each run, from where to where
     * @param threads the most threads that a run uses
     * @param candidate as which it was chosen, in the words of rules and candidates; empty if nothing was chosen
     * @param candidates what it was chosen from, as far as that was measured
     */
    record Choice(
            String implementation,
            String reason,
            String sourceLayout,
            String weightsLayout,
            String destinationLayout,
            List<String> reorders,
            int threads,
            String candidate,
            List<Timing> candidates) {

        /** A Java kernel's, which works on the caller's data as they lie. */
        public static Choice java(String name, String reason, Problem problem, String weightsLayout, int threads) {
            return new Choice(
                    "java:" + name,
                    reason,
                    layout(problem.inputFormat()),
                    weightsLayout,
                    layout(problem.outputFormat()),
                    List.of(),
                    threads,
                    "",
                    List.of());
        }

        /** The same, with another reason and what was measured. */
        public Choice because(Candidate chosen, String why, List<Timing> timings) {
            return new Choice(
                    implementation,
                    reason.isEmpty() || reason.equals(why) ? why : why + "; " + reason,
                    sourceLayout,
                    weightsLayout,
                    destinationLayout,
                    reorders,
                    threads,
                    chosen.toString(),
                    List.copyOf(timings));
        }

        /** Whether the same is computed in the same layouts, whatever led to it. */
        public boolean computesLike(Choice other) {
            return implementation.equals(other.implementation)
                    && sourceLayout.equals(other.sourceLayout)
                    && weightsLayout.equals(other.weightsLayout)
                    && destinationLayout.equals(other.destinationLayout)
                    && threads == other.threads;
        }

        /** oneDNN's name for a format. */
        public static String layout(MemoryFormat format) {
            return format == MemoryFormat.CHANNELS_LAST ? "nhwc" : "nchw";
        }
    }
}
