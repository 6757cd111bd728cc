package dev.jconv2d;

import java.util.Locale;

/** What stands in the padded border; PyTorch's {@code padding_mode}. */
public enum PaddingMode {
    /** Nothing: taps that fall into the border are skipped, so not even an infinite weight sees them. */
    ZEROS,
    /** The image mirrored at its edge pixel, which is not repeated; padding must be smaller than the image. */
    REFLECT,
    /** The edge pixel repeated. */
    REPLICATE,
    /** The opposite side of the image; padding must not be larger than the image. */
    CIRCULAR;

    /** PyTorch's spelling, {@code zeros}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a mode by its name in any case.
     *
     * @param name {@code zeros}, {@code reflect}, {@code replicate} or {@code circular}
     * @return the mode
     * @throws IllegalArgumentException if there is no such mode
     */
    public static PaddingMode parse(String name) {
        return Names.parse(PaddingMode.class, "padding_mode", name);
    }
}
