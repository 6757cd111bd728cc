package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Feature maps to look at: all of them side by side in one grey picture. Each map is scaled by itself, from its
 * smallest finite value, black, to its largest, white; a constant map is mid-grey. Infinities are white and black, NaN
 * is mid-grey.
 *
 * <p>Tiles run from left to right and from top to bottom, as many in a row as make the grid nearly square, with dark
 * lines between them. A tile that is smaller than the largest stands in its cell's upper left corner.
 *
 * <p>A sheet is drawn when it is made: later changes to the tensors do not show. Immutable; any number of threads may
 * use it.
 */
public final class ContactSheet {
    /** How many maps a sheet shows unless told otherwise. */
    public static final int DEFAULT_MAX_TILES = 256;

    /** The largest sheet, 64 million pixels. */
    public static final int MAX_PIXELS = Grid.MAX_PIXELS;

    private static final byte LINE_GREY = 64;

    private final Grid grid;
    private final byte[] pixels;

    private ContactSheet(Grid grid, IntFunction<Tile> tiles) {
        this.grid = grid;
        this.pixels = new byte[grid.height() * grid.width()];
        Arrays.fill(pixels, LINE_GREY);
        for (int i = 0; i < grid.tiles(); i++) {
            tiles.apply(i).draw(pixels, grid.offset(i), grid.width());
        }
    }

    /**
     * A sheet of the first {@link #DEFAULT_MAX_TILES} maps.
     *
     * @param maps {@code [N, C, H, W]} or {@code [C, H, W]}, not empty: the N * C maps
     * @return the sheet
     * @throws IllegalArgumentException if the shape is not like that, or the sheet would have more than
     *     {@link #MAX_PIXELS}
     */
    public static ContactSheet of(Tensor maps) {
        return of(maps, DEFAULT_MAX_TILES);
    }

    /**
     * A sheet of the first maps.
     *
     * @param maps {@code [N, C, H, W]} or {@code [C, H, W]}, not empty: the N * C maps
     * @param maxTiles how many to show at most, 1 or more
     * @return the sheet
     * @throws IllegalArgumentException if the shape is not like that, maxTiles is below 1, or the sheet would have more
     *     than {@link #MAX_PIXELS}
     */
    public static ContactSheet of(Tensor maps, int maxTiles) {
        return of(List.of(), maps, maxTiles);
    }

    /**
     * Whether maps of a size have room on a sheet.
     *
     * @param maps how many, 1 or more; of more than {@link #DEFAULT_MAX_TILES}, only so many are counted
     * @param height pixels of each, 1 or more
     * @param width pixels of each, 1 or more
     * @return whether {@link #of(Tensor)} accepts them
     */
    public static boolean fits(long maps, int height, int width) {
        return Grid.fits(Math.min(maps, DEFAULT_MAX_TILES), height, width);
    }

    /**
     * A sheet of tiles of any sizes.
     *
     * @param tiles {@code [H, W]} each, not empty; 1 or more
     * @return the sheet
     * @throws IllegalArgumentException if the tiles are not like that, or the sheet would have more than
     *     {@link #MAX_PIXELS}
     */
    public static ContactSheet of(List<Tensor> tiles) {
        List<Tile> all = planes("tiles", tiles);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("tiles = []: must have 1 or more");
        }
        return new ContactSheet(Grid.of(all.size(), tallest(all), widest(all)), all::get);
    }

    /**
     * A sheet of maps behind other tiles, such as the picture that the maps come from.
     *
     * @param first {@code [H, W]} each, not empty; may be none, and may differ from the maps in size
     * @param maps {@code [N, C, H, W]} or {@code [C, H, W]}, not empty: the N * C maps
     * @param maxTiles how many maps to show at most, 1 or more; the tiles in front do not count
     * @return the sheet
     * @throws IllegalArgumentException if an argument is not like that, or the sheet would have more than
     *     {@link #MAX_PIXELS}
     */
    public static ContactSheet of(List<Tensor> first, Tensor maps, int maxTiles) {
        List<Tile> front = planes("first", first);
        long[] shape = Objects.requireNonNull(maps, "maps").shape();
        int rank = shape.length;
        if ((rank != 3 && rank != 4) || maps.numel() == 0) {
            throw new IllegalArgumentException(
                    "maps shape = " + Arrays.toString(shape) + ": must be [N, C, H, W] or [C, H, W] with no size zero");
        }
        if (maxTiles < 1) {
            throw new IllegalArgumentException("maxTiles = " + maxTiles + ": must be 1 or more");
        }
        int height = (int) shape[rank - 2];
        int width = (int) shape[rank - 1];
        int plane = height * width;
        int count = Math.min(maxTiles, maps.numel() / plane);
        Grid grid =
                Grid.of((long) front.size() + count, Math.max(height, tallest(front)), Math.max(width, widest(front)));
        FloatBuffer values = RowMajor.of(maps);
        // Not all at once: there can be millions of them, of one pixel each.
        return new ContactSheet(
                grid,
                i -> i < front.size()
                        ? front.get(i)
                        : new Tile(values.position((i - front.size()) * plane), height, width));
    }

    private static List<Tile> planes(String argument, List<Tensor> tensors) {
        List<Tile> tiles = new ArrayList<>();
        for (Tensor tensor : Objects.requireNonNull(tensors, argument)) {
            long[] shape = Objects.requireNonNull(tensor, argument).shape();
            if (shape.length != 2 || tensor.numel() == 0) {
                throw new IllegalArgumentException(
                        argument + " has shape " + Arrays.toString(shape) + ": must be [H, W] with no size zero");
            }
            tiles.add(new Tile(tensor.buffer(), (int) shape[0], (int) shape[1]));
        }
        return tiles;
    }

    private static int tallest(List<Tile> tiles) {
        return tiles.stream().mapToInt(Tile::height).max().orElse(0);
    }

    private static int widest(List<Tile> tiles) {
        return tiles.stream().mapToInt(Tile::width).max().orElse(0);
    }

    /**
     * The number of tiles shown.
     *
     * @return 1 or more
     */
    public int tiles() {
        return grid.tiles();
    }

    /**
     * The tiles in a full row.
     *
     * @return 1 or more
     */
    public int columns() {
        return grid.columns();
    }

    /**
     * The rows of tiles.
     *
     * @return 1 or more; the last may not be full
     */
    public int rows() {
        return grid.rows();
    }

    /**
     * Writes the sheet as a grey PNG. The file appears, or is replaced, only once it is complete.
     *
     * @param file where to; its directory must be there
     * @throws IOException if the file cannot be written; one that was there before is then still there
     */
    public void write(Path file) throws IOException {
        PngWriter.write(Objects.requireNonNull(file, "file"), pixels, grid.width(), grid.height(), 1);
    }
}
