package dev.jconv2d.internal;

import org.jspecify.annotations.Nullable;

/** What one run of a kernel needs for itself, so that others can run beside it. One thread at a time uses it. */
@FunctionalInterface
public interface Workspace extends AutoCloseable {
    /**
     * Reads the elements from the start of the input and writes every element of the output; the storages stay reachable
     * as long.
     *
     * @param input in the problem's input format
     * @param residual in its output format; null exactly if the layer adds none
     * @param output in its output format; shares no byte with the others
     */
    void run(Storage input, @Nullable Storage residual, Storage output);

    /** Bytes that it holds between runs. */
    default long heldBytes() {
        return 0;
    }

    @Override
    default void close() {}
}
