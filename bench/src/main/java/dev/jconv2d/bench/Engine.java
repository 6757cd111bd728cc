package dev.jconv2d.bench;

import java.util.List;
import java.util.Map;

/**
 * Something that computes convolutions. A new engine is one class with {@code @AutoService(Engine.class)} and a public
 * constructor without arguments, which must not load anything: engines are listed in JVMs that never run them.
 */
public interface Engine {
    /** What it is called on the command line and in results, such as {@code onednn-nchw}. */
    String id();

    /** What it is called in tables. */
    String label();

    /** How its input and output lie in memory. */
    Format format();

    /** Whether it is somebody else's library; smoke runs leave those out. */
    default boolean isPeer() {
        return false;
    }

    /** What its JVM needs on the command line. */
    default List<String> jvmOptions() {
        return List.of();
    }

    /** What its JVM needs in the environment. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** How long a layer is called before it is timed: longer where calls run compiled only after a while. */
    default int warmUpMillis() {
        return 150;
    }

    /** How long its threads keep a core busy after the last call, so that the next engine's turn is put off. */
    default int restMillis() {
        return 20;
    }

    /**
     * Loads what computes, and tells its version. Called once, before {@link #prepare}.
     *
     * @param threads the most threads that one call may use
     * @throws Exception or a LinkageError if it cannot run here
     */
    String load(int threads) throws Exception;

    /**
     * Makes the layer: all that can be done before the input is known.
     *
     * @param layer the layer; stays the caller's
     * @param threads as in {@link #load}
     * @throws UnsupportedOperationException if the engine cannot compute such a layer
     */
    Convolution prepare(LayerData layer, int threads) throws Exception;
}
