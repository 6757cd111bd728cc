package dev.jconv2d.internal;

/**
 * Computes one convolution problem. Arguments are valid by the time they come here. Any number of threads may run one
 * kernel at once; {@link #close} comes once, after the last run.
 */
public interface Kernel extends AutoCloseable {
    /** Reads the input's elements from the start of one storage and writes every element of the output to the other's. */
    void execute(Storage input, Storage output);

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
     */
    record Choice(String implementation, String reason) {}
}
