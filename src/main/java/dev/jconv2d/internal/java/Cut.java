package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Problem;

/**
 * How a problem is cut into tasks, each a block of output rows, columns and units of channels of one image. Blocks are small enough for the
 * caches, and enough for all threads.
 *
 * @param rows output rows of a block
 * @param columns output columns of a block
 * @param units units of channels of a block
 * @param tasks number of tasks
 */
record Cut(int rows, int columns, int units, int tasks) {
    /** Floats of a window, and of sums: half the second cache together, on most processors. */
    private static final int MOST = 48 << 10;

    /** Where each channel is read for itself, there are no other channels' weights in the cache. */
    private static final int MOST_PER_OUTPUT = 80 << 10;

    /** Pixels for which a block's weights are read once from farther away than the second cache. */
    private static final int PIXELS = 96;

    /** Rows of such a block, fewer than which would have more of the input copied twice than once. */
    private static final int ROWS_PER_OUTPUT = 3;

    /** Tasks for each thread, so that none waits long for the others. */
    private static final int TASKS_A_THREAD = 3;

    static Cut of(Problem problem, Product product, int threads) {
        Geometry geometry = problem.geometry();
        int height = geometry.height().out();
        int width = geometry.width().out();
        int allUnits = product.units().count();
        int images = Math.max(1, geometry.batch());

        int columns = width;
        int rows = Math.min(height, product.isPerOutput() ? ROWS_PER_OUTPUT : parts(PIXELS, width));
        int units = allUnits;
        // Fewer channels first: they cost another copy of the window, but fewer pixels cost all weights again.
        while (units > 1 && !fits(problem, product, rows, columns, units)) {
            units = (units + 1) / 2;
        }
        while (rows > 1 && !fits(problem, product, rows, columns, units)) {
            rows = (rows + 1) / 2;
        }
        while (columns > 1 && !fits(problem, product, rows, columns, units)) {
            columns = (columns + 1) / 2;
        }
        while (rows < height
                && columns == width
                && (rows + 1) * width <= product.mostPixels()
                && fits(problem, product, rows + 1, columns, units)) {
            rows++;
        }
        int wanted = threads == 1 ? 1 : threads * TASKS_A_THREAD;
        int blocks = images * parts(width, columns) * parts(allUnits, units);
        int rowBlocks = parts(height, rows);
        if (blocks * rowBlocks < wanted) {
            rowBlocks = Math.min(parts(wanted, blocks), parts(height * width, PIXELS));
            rowBlocks = Math.max(parts(height, rows), Math.min(rowBlocks, height));
        }
        // As many tasks for each thread.
        int most = rowBlocks + threads;
        for (int more = rowBlocks; more < most; more++) {
            if (parts(height, parts(height, more)) * blocks % threads == 0) {
                rowBlocks = more;
                break;
            }
        }
        rows = parts(height, rowBlocks);
        rowBlocks = parts(height, rows);
        int spatial = images * rowBlocks * parts(width, columns);
        if (spatial * parts(allUnits, units) < threads) {
            units = parts(allUnits, Math.min(allUnits, parts(threads, spatial)));
        }
        return new Cut(rows, columns, units, geometry.batch() == 0 ? 0 : spatial * parts(allUnits, units));
    }

    private static boolean fits(Problem problem, Product product, int rows, int columns, int units) {
        Geometry geometry = problem.geometry();
        long window = new WindowAxis(geometry.height(), rows, false).size()
                * new WindowAxis(geometry.width(), columns, product.needsUnitStep()).size()
                * channels(problem, product, units);
        long sums = (long) rows * columns * units * product.units().width();
        int most = product.isPerOutput() ? MOST_PER_OUTPUT : MOST;
        return window <= most && sums <= most;
    }

    /** Channels of the window of a block. */
    static int channels(Problem problem, Product product, int units) {
        Units all = product.units();
        Geometry geometry = problem.geometry();
        if (product.isPerOutput()) {
            return Math.min(units * all.width(), geometry.outChannels());
        }
        int groups = units / all.perGroup();
        if (all.perGroup() % units == 0) {
            groups = 1;
        } else if (units % all.perGroup() != 0) {
            groups += 2; // it may begin and end within groups
        }
        return Math.min(groups, geometry.groups()) * geometry.inChannelsPerGroup();
    }

    static int parts(int whole, int part) {
        return (whole + part - 1) / part;
    }
}
