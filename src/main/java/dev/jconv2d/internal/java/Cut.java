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
    /** Floats that a window takes at most, whatever the caches are. */
    private static final int HARD_LIMIT = 4 << 20;

    /** Floats behind a window, which huge strides would make many times longer than the window itself. */
    private static final int MOST_BEHIND = 2 * HARD_LIMIT;

    /** Tasks for each thread, so that none waits long for the others. */
    private static final int TASKS_A_THREAD = 3;

    /** Units for each thread, of which one more or less is no matter. */
    private static final int EVEN_ENOUGH = 4;

    /**
     * What a block is made for.
     *
     * @param most floats of a window, and of sums; twice as many where their product needs few weights at a time
     * @param pixels for which a block's weights are read once from farther away than the second cache
     * @param fewest pixels, however many taps they have: the weights of a tile take more room than its window
     */
    record Limits(int most, int pixels, int fewest) {
        /** Window and sums take half the second cache of most processors. */
        static final Limits CACHES = new Limits(48 << 10, 96, 16);
    }

    static Cut of(Problem problem, Product product, int threads, Limits limits) {
        Geometry geometry = problem.geometry();
        int height = geometry.height().out();
        int width = geometry.width().out();
        int allUnits = product.units().count();
        int images = Math.max(1, geometry.batch());
        boolean own = product.isPerOutput();
        int most = limits.most() * (own || product.bestPixels() > 0 ? 2 : 1);
        int pixels = Math.max(limits.pixels(), product.bestPixels());

        int columns = width;
        int least = Math.min(height, product.leastRows());
        int first = product.bestPixels() > 0 ? pixels / width : parts(pixels, width);
        int rows = Math.min(height, Math.max(least, first));
        int units = allUnits;
        if (own) {
            // Pixels are copied together only with all their channels.
            while (rows > least && !fits(problem, product, rows, columns, units, most)) {
                rows = Math.max(least, parts(rows, 2));
            }
            while (columns > 1
                    && rows * columns > limits.fewest()
                    && !fits(problem, product, rows, columns, units, most)) {
                columns = parts(columns, 2);
            }
        }
        // Fewer channels first: they cost another copy of the window, but fewer pixels cost all weights again.
        while (units > 1 && !fits(problem, product, rows, columns, units, most)) {
            units = parts(units, 2);
        }
        while (rows > 1 && rows * columns > limits.fewest() && !fits(problem, product, rows, columns, units, most)) {
            rows = parts(rows, 2);
        }
        while (columns > 1 && rows * columns > limits.fewest() && !fits(problem, product, rows, columns, units, most)) {
            columns = parts(columns, 2);
        }
        while (rows * columns > 1 && !fits(problem, product, rows, columns, units, HARD_LIMIT)) {
            rows = parts(rows, 2);
            columns = parts(columns, 2);
        }
        if (!own) {
            units = grownUnits(problem, product, rows, columns, units, most);
        }
        if (columns == width) {
            rows = grown(problem, product, rows, units, most);
        }
        int blocks = images * parts(width, columns) * parts(allUnits, units);
        // Small images have too few pixels for several blocks, but channels enough.
        boolean shareUnits = blocks * parts(height, rows) < threads
                && height * width <= pixels
                && (allUnits % threads == 0 || allUnits > EVEN_ENOUGH * threads);
        if (!shareUnits) {
            rows = parts(height, evenRowBlocks(height, width, rows, blocks, threads, least, pixels));
        }
        int spatial = images * parts(height, rows) * parts(width, columns);
        if (spatial * parts(allUnits, units) < threads) {
            units = parts(allUnits, Math.min(allUnits, parts(threads, spatial)));
        }
        return new Cut(rows, columns, units, geometry.batch() == 0 ? 0 : spatial * parts(allUnits, units));
    }

    /** As many rows more as fit, in whole tiles. */
    private static int grown(Problem problem, Product product, int first, int units, int most) {
        int height = problem.geometry().height().out();
        int width = problem.geometry().width().out();
        int rows = first;
        while (rows < height
                && (product.bestPixels() == 0 || (long) (rows + 1) * width <= product.bestPixels())
                && fits(problem, product, rows + 1, width, units, most)) {
            rows++;
        }
        return rows == height ? rows : Math.max(first, rows / product.leastRows() * product.leastRows());
    }

    /** Fewer pixels may have made room for more channels again. */
    private static int grownUnits(Problem problem, Product product, int rows, int columns, int first, int most) {
        int all = product.units().count();
        int blocks = 1;
        while (parts(all, blocks) > first && !fits(problem, product, rows, columns, parts(all, blocks), most)) {
            blocks++;
        }
        return Math.max(first, parts(all, blocks));
    }

    /** Into how many blocks the rows are cut: enough for the threads, and the same number for each. */
    private static int evenRowBlocks(int height, int width, int rows, int others, int threads, int least, int pixels) {
        int blocks = parts(height, rows);
        if (threads == 1) {
            return blocks;
        }
        int wanted = parts(threads * TASKS_A_THREAD, others);
        int possible = Math.min(parts(height, least), parts(height * width, pixels));
        blocks = Math.max(blocks, Math.min(wanted, possible));
        for (int more = blocks; more < blocks + threads; more++) {
            if ((long) parts(height, parts(height, Math.min(more, height))) * others % threads == 0) {
                return Math.min(more, height);
            }
        }
        return blocks;
    }

    private static boolean fits(Problem problem, Product product, int rows, int columns, int units, int most) {
        Geometry geometry = problem.geometry();
        WindowAxis rowAxis = new WindowAxis(geometry.height(), rows, false);
        WindowAxis columnAxis = new WindowAxis(geometry.width(), columns, product.needsUnitStep());
        long height = rowAxis.size();
        long width = columnAxis.size();
        long channels = channels(problem, product, units);
        // One by one: their product may be too large for a long.
        return height <= most
                && width <= most
                && height * width <= most
                && height * width * channels <= most
                && Window.behind(Math.max(rowAxis.step() * width, columnAxis.step()) * channels) <= MOST_BEHIND
                && (long) rows * columns * units * product.units().width() <= most;
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
