package dev.jconv2d;

import java.util.List;

/**
 * How a layer computes inputs of one shape and format.
 *
 * @param problem the sizes, in oneDNN's compact spelling
 * @param inputFormat the format of the input
 * @param outputFormat the format of the output
 * @param implementation the kernel: oneDNN's own name such as {@code brg_conv_fwd:avx512_core}, or {@code java:} and a name
 * @param reason why this kernel
 * @param sourceLayout the input as the kernel reads it, such as {@code nhwc} or {@code nChw16c}
 * @param weightsLayout the weights as the kernel reads them, packed once, in oneDNN's letters for dimensions
 * @param destinationLayout the output as the kernel writes it
 * @param reorders what is copied within each call, from where to where; empty if the kernel works on the caller's data
 * @param threads the most threads that a call uses
 * @param heldBytes bytes that the plan holds until it is evicted or closed: packed weights, and the small workspaces that are
 *     kept between calls; a plan that holds more than the key {@code plan.cache.bytes} allows is made anew for each call
 * @param workspaceBytes bytes that each call takes besides input and output: scratchpad and copies
 * @param candidate as which the kernel was chosen, as {@link PlanCandidate#name} spells it, or in the words of native-config's
 *     estimate.rules; empty if there was nothing to choose
 * @param candidates what the kernel was chosen from, the fastest first and those without a time last; empty where nothing was
 *     measured
 */
public record PlanDescription(
        String problem,
        MemoryFormat inputFormat,
        MemoryFormat outputFormat,
        String implementation,
        String reason,
        String sourceLayout,
        String weightsLayout,
        String destinationLayout,
        List<String> reorders,
        int threads,
        long heldBytes,
        long workspaceBytes,
        String candidate,
        List<PlanCandidate> candidates) {

    /**
     * Makes a description.
     *
     * @param problem the sizes
     * @param inputFormat the format of the input
     * @param outputFormat the format of the output
     * @param implementation the kernel
     * @param reason why this kernel
     * @param sourceLayout the input as the kernel reads it
     * @param weightsLayout the weights as the kernel reads them
     * @param destinationLayout the output as the kernel writes it
     * @param reorders what is copied within each call
     * @param threads the most threads that a call uses
     * @param heldBytes bytes that the plan holds
     * @param workspaceBytes bytes that each call takes
     * @param candidate as which the kernel was chosen
     * @param candidates what the kernel was chosen from
     */
    public PlanDescription {
        reorders = List.copyOf(reorders);
        candidates = List.copyOf(candidates);
    }

    /**
     * Whether native code computes.
     *
     * @return false if a Java kernel does
     */
    public boolean isNative() {
        return !implementation.startsWith("java:");
    }

    /** One line for a log: {@code mb1ic64... contiguous -> contiguous: brg_conv_fwd:avx512_core on nhwc, ...}. */
    @Override
    public String toString() {
        return problem + " " + inputFormat + " -> " + outputFormat + ": " + implementation + " (" + reason + "), "
                + sourceLayout + " * " + weightsLayout + " -> " + destinationLayout + ", "
                + (reorders.isEmpty() ? "no reorders" : "reorders " + String.join(", ", reorders)) + ", " + threads
                + (threads == 1 ? " thread" : " threads") + ", holds " + heldBytes + " bytes, takes " + workspaceBytes
                + " a call";
    }
}
