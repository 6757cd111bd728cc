package dev.jconv2d.bench;

import java.util.Locale;

/** How an engine's input and output lie in memory. */
public enum Format {
    /** Contiguous, PyTorch's default. */
    NCHW,
    /** channels_last. */
    NHWC,
    /** Whatever the engine likes best; no conversion is timed. */
    ANY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
