package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.onednn.OneDnn;
import dev.jconv2d.internal.onednn.OneDnnLibrary;
import java.nio.FloatBuffer;

/** Copies a tensor from one format to another. */
public final class FormatConversion {
    /** So many rows and columns at a time, that both sides stay in the nearest cache. */
    private static final int BLOCK = 16;

    /** Below this many elements a copy in Java is done before a reorder is made. */
    private static final int WORTH_A_REORDER = 1 << 14;

    private FormatConversion() {}

    /**
     * Copies; large ones by oneDNN where it is loaded, which it is not for this.
     *
     * @param shape of both; rank 3 or 4 if a format is channels_last
     * @param elements of the shape
     */
    public static void run(
            Storage from, MemoryFormat fromFormat, Storage to, MemoryFormat toFormat, long[] shape, int elements) {
        if (fromFormat == toFormat) {
            to.copyFrom(from, (long) Float.BYTES * elements);
            return;
        }
        if (elements == 0) {
            return;
        }
        int rank = shape.length;
        int batch = rank == 4 ? (int) shape[0] : 1;
        int channels = (int) shape[rank - 3];
        int pixels = elements / batch / channels;
        OneDnnLibrary library = elements < WORTH_A_REORDER ? null : OneDnn.ifLoaded();
        if (library != null) {
            library.convert(from, fromFormat, to, toFormat, batch, channels, pixels);
        } else if (fromFormat == MemoryFormat.CONTIGUOUS) {
            transpose(from.floats(), to.floats(), batch, channels, pixels);
        } else {
            transpose(from.floats(), to.floats(), batch, pixels, channels);
        }
    }

    /** Each of the matrices, one after another in memory. */
    private static void transpose(FloatBuffer from, FloatBuffer to, int matrices, int rows, int columns) {
        for (int matrix = 0; matrix < matrices; matrix++) {
            int begin = matrix * rows * columns;
            for (int row = 0; row < rows; row += BLOCK) {
                for (int column = 0; column < columns; column += BLOCK) {
                    int lastRow = Math.min(rows, row + BLOCK);
                    int lastColumn = Math.min(columns, column + BLOCK);
                    for (int r = row; r < lastRow; r++) {
                        for (int c = column; c < lastColumn; c++) {
                            to.put(begin + c * rows + r, from.get(begin + r * columns + c));
                        }
                    }
                }
            }
        }
    }
}
