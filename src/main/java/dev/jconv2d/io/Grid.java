package dev.jconv2d.io;

/** Where the tiles of a sheet stand: equal cells, nearly as many rows as columns, a line between them. */
final class Grid {
    static final int MAX_PIXELS = 64_000_000;

    private static final int LINE = 1;

    private final int tiles;
    private final int columns;
    private final int cellHeight;
    private final int cellWidth;

    private Grid(int tiles, int columns, int cellHeight, int cellWidth) {
        this.tiles = tiles;
        this.columns = columns;
        this.cellHeight = cellHeight;
        this.cellWidth = cellWidth;
    }

    /**
     * A grid of 1 or more tiles, none larger than a cell of 1 x 1 or more.
     *
     * @throws IllegalArgumentException if that makes more than {@link #MAX_PIXELS}
     */
    static Grid of(long tiles, int cellHeight, int cellWidth) {
        if (!fits(tiles, cellHeight, cellWidth)) {
            throw new IllegalArgumentException(
                    "sheet of " + tiles + " tiles = " + pixels(columns(tiles), cellWidth) + " x "
                            + pixels(rows(tiles), cellHeight) + " pixels: must have at most " + MAX_PIXELS
                            + "; fewer tiles make a smaller sheet");
        }
        return new Grid((int) tiles, (int) columns(tiles), cellHeight, cellWidth);
    }

    /** Whether a grid like that has no more than {@link #MAX_PIXELS}. */
    static boolean fits(long tiles, int cellHeight, int cellWidth) {
        long height = pixels(rows(tiles), cellHeight);
        long width = pixels(columns(tiles), cellWidth);
        // The product is of two numbers below 2^26 by then.
        return height <= MAX_PIXELS && width <= MAX_PIXELS && height * width <= MAX_PIXELS;
    }

    private static long columns(long tiles) {
        return (long) Math.ceil(Math.sqrt((double) tiles));
    }

    private static long rows(long tiles) {
        return (tiles + columns(tiles) - 1) / columns(tiles);
    }

    /** Of so many cells in a row, with the lines between them. */
    private static long pixels(long cells, int cell) {
        return cells * (cell + (long) LINE) - LINE;
    }

    int tiles() {
        return tiles;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return (int) rows(tiles);
    }

    /** Pixels of the whole sheet. */
    int height() {
        return (int) pixels(rows(), cellHeight);
    }

    /** Pixels of the whole sheet. */
    int width() {
        return (int) pixels(columns, cellWidth);
    }

    /** The index of a tile's first pixel. */
    int offset(int tile) {
        return tile / columns * (cellHeight + LINE) * width() + tile % columns * (cellWidth + LINE);
    }
}
