package dev.jconv2d.io;

import java.nio.FloatBuffer;

/** One map on its way to grey. */
final class Tile {
    private static final int BLACK = 0;
    private static final int WHITE = 255;
    private static final int MID_GREY = 128;

    private final FloatBuffer values;
    private final int height;
    private final int width;

    /** Takes the values from the buffer's position on; they are read when the tile is drawn. */
    Tile(FloatBuffer values, int height, int width) {
        this.values = values.slice(values.position(), height * width);
        this.height = height;
        this.width = width;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Draws the map, scaled from its own finite range. */
    void draw(byte[] sheet, int offset, int stride) {
        // In double, where the difference of two floats cannot overflow.
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sheet[offset + y * stride + x] = (byte) grey(values.get(y * width + x), min, max);
            }
        }
    }

    private static int grey(float value, double min, double max) {
        if (Float.isNaN(value)) {
            return MID_GREY;
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? WHITE : BLACK;
        }
        return max > min ? (int) Math.round((value - min) / (max - min) * WHITE) : MID_GREY;
    }
}
