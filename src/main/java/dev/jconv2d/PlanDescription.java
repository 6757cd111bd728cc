package dev.jconv2d;

/**
 * How a layer computes inputs of one shape.
 *
 * @param problem the sizes, in oneDNN's compact spelling
 * @param implementation the kernel: oneDNN's own name such as {@code brg_conv_fwd:avx512_core}, or {@code java:} and a name
 * @param reason why this kernel
 * @param heldBytes bytes that the plan holds until it is evicted or the layer closed, packed weights above all; one that
 *     holds more than the key {@code plan.cache.bytes} allows is made anew for each call
 * @param workspaceBytes bytes that each call takes besides input and output
 */
public record PlanDescription(
        String problem, String implementation, String reason, long heldBytes, long workspaceBytes) {

    /**
     * Whether native code computes.
     *
     * @return false if a Java kernel does
     */
    public boolean isNative() {
        return !implementation.startsWith("java:");
    }
}
