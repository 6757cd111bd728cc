package dev.jconv2d;

/**
 * A pair of spatial values, height first, as PyTorch writes them.
 *
 * @param height the value along the image's height, in pixels
 * @param width the value along the image's width, in pixels
 */
public record HW(int height, int width) {

    /**
     * The same value for both axes: PyTorch's plain int.
     *
     * @param both the value for height and width
     * @return the pair
     */
    public static HW of(int both) {
        return new HW(both, both);
    }

    /** PyTorch's spelling, {@code (3, 5)}. */
    @Override
    public String toString() {
        return "(" + height + ", " + width + ")";
    }
}
