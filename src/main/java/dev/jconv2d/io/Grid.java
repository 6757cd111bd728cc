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
        long columns = (long) Math.ceil(Math.sqrt((double) tiles));
        long rows = (tiles + columns - 1) / columns;
        long height = rows * (cellHeight + (long) LINE) - LINE;
        long width = columns * (cellWidth + (long) LINE) - LINE;
        // The product is of two numbers below 2^26 by then.
        if (height > MAX_PIXELS || width > MAX_PIXELS || height * width > MAX_PIXELS) {
            throw new IllegalArgumentException("sheet of " + tiles + " tiles = " + width + " x " + height
                    + " pixels: must have at most " + MAX_PIXELS + "; fewer tiles make a smaller sheet");
        }
        return new Grid((int) tiles, (int) columns, cellHeight, cellWidth);
    }

    int tiles() {
        return tiles;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return (tiles + columns - 1) / columns;
    }

    /** Pixels of the whole sheet. */
    int height() {
        return rows() * (cellHeight + LINE) - LINE;
    }

    /** Pixels of the whole sheet. */
    int width() {
        return columns * (cellWidth + LINE) - LINE;
    }

    /** The index of a tile's first pixel. */
    int offset(int tile) {
        return tile / columns * (cellHeight + LINE) * width() + tile % columns * (cellWidth + LINE);
    }
}
