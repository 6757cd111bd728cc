package dev.jconv2d.internal.planning;

/**
 * What a measurement holds for, and nothing else.
 *
 * @param cpu the processor's model
 * @param isa the instruction set that oneDNN uses; {@code -} without it
 * @param library this library's version
 * @param oneDnn oneDNN's version; {@code -} without it
 * @param java the JVM's feature version, and what its kernels compute with, such as {@code 17 loops}
 * @param threads the most threads that a call may use
 * @param limits what keeps native implementations from being offered, as {@link NativeKernels#limits} has it; empty if nothing does
 * @param problem the sizes, in oneDNN's compact spelling, with {@code nobias} behind a space for a layer without bias
 * @param input the input's format
 * @param output the output's format
 * @param postOps what follows each sum; empty if nothing does
 */
public record WisdomKey(
        String cpu,
        String isa,
        String library,
        String oneDnn,
        String java,
        int threads,
        String limits,
        String problem,
        String input,
        String output,
        String postOps) {}
