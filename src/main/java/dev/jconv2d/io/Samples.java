package dev.jconv2d.io;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * A decoded image's samples as they are stored, red, green, blue and alpha, whatever its kind; no colour management.
 */
final class Samples {
    /** Per pixel of a piece. */
    static final int CHANNELS = 4;

    /** Pixels that are read at once: rows may be a hundred million long. */
    static final int PIECE = 4096;

    private final Raster raster;
    private final @Nullable IndexColorModel palette;
    private final int max;
    private final int green;
    private final int blue;
    private final int alpha;
    private final int[] piece;

    Samples(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        raster = image.getRaster();
        palette = colors instanceof IndexColorModel index ? index : null;
        max = palette != null ? 255 : (1 << colors.getComponentSize(0)) - 1;
        boolean grey = colors.getNumColorComponents() == 1;
        green = grey ? 0 : 1;
        blue = grey ? 0 : 2;
        alpha = colors.hasAlpha() ? raster.getNumBands() - 1 : -1;
        piece = new int[raster.getNumBands() * PIECE];
    }

    int width() {
        return raster.getWidth();
    }

    int height() {
        return raster.getHeight();
    }

    /** The sample that stands for 1. */
    int max() {
        return max;
    }

    /** Reads at most {@link #PIECE} pixels of a row, {@link #CHANNELS} samples each. */
    void read(int y, int begin, int count, int[] rgba) {
        raster.getPixels(raster.getMinX() + begin, raster.getMinY() + y, count, 1, piece);
        int bands = raster.getNumBands();
        for (int x = 0; x < count; x++) {
            int from = x * bands;
            int to = x * CHANNELS;
            if (palette != null) {
                int color = palette.getRGB(piece[from]);
                rgba[to] = color >> 16 & 0xff;
                rgba[to + 1] = color >> 8 & 0xff;
                rgba[to + 2] = color & 0xff;
                rgba[to + 3] = color >>> 24;
            } else {
                rgba[to] = piece[from];
                rgba[to + 1] = piece[from + green];
                rgba[to + 2] = piece[from + blue];
                rgba[to + 3] = alpha < 0 ? max : piece[from + alpha];
            }
        }
    }
}
