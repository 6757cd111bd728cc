package dev.jconv2d;

import java.util.Locale;

/** How a tensor's elements lie in memory; PyTorch's {@code torch.memory_format}. The shape stays {@code [N, C, H, W]}. */
public enum MemoryFormat {
    /** Row-major, channel after channel: NCHW, PyTorch's default. */
    CONTIGUOUS,
    /** Pixel after pixel, all channels of each together: NHWC. oneDNN likes it best. */
    CHANNELS_LAST;

    /** PyTorch's spelling, {@code channels_last}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a format by its name in any case.
     *
     * @param name {@code contiguous} or {@code channels_last}
     * @return the format
     * @throws IllegalArgumentException if there is no such format
     */
    public static MemoryFormat parse(String name) {
        return Names.parse(MemoryFormat.class, "memory_format", name);
    }
}
