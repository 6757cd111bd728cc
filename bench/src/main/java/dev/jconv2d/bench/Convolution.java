package dev.jconv2d.bench;

/** A layer that an engine has made; any number of threads may run calls of it at once. */
public interface Convolution extends AutoCloseable {
    /**
     * Input and output memory for one thread, with the layer's input in it.
     *
     * @param input row-major {@code [N, C, H, W]}; copied
     */
    Call call(float[] input) throws Exception;

    /** Which code computes, as far as the engine tells; empty if it does not. */
    default String implementation() {
        return "";
    }

    @Override
    void close();

    /** One thread's input and output. Its convolution closes it. */
    interface Call {
        /** Computes the output from the input: what is timed. */
        void run() throws Exception;

        /** A copy of the output that the last run has left, row-major {@code [N, C, H, W]}. */
        float[] output() throws Exception;
    }
}
