package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Geometry;

/** What one task computes. Belongs to a scratch, and is moved from task to task, so that tasks make no garbage. */
final class Block {
    private int image;
    private int firstRow;
    private int rows;
    private int firstColumn;
    private int columns;
    private int firstUnit;
    private int lastUnit;
    private int firstChannel;
    private int channels;

    /** Becomes a task's. */
    void moveTo(int task, Cut cut, Geometry geometry, Units units) {
        int height = geometry.height().out();
        int width = geometry.width().out();
        int unitBlocks = Cut.parts(units.count(), cut.units());
        int columnBlocks = Cut.parts(width, cut.columns());
        int rowBlocks = Cut.parts(height, cut.rows());
        int rest = task;
        firstUnit = rest % unitBlocks * cut.units();
        rest /= unitBlocks;
        firstColumn = rest % columnBlocks * cut.columns();
        rest /= columnBlocks;
        firstRow = rest % rowBlocks * cut.rows();
        image = rest / rowBlocks;
        rows = Math.min(cut.rows(), height - firstRow);
        columns = Math.min(cut.columns(), width - firstColumn);
        lastUnit = Math.min(units.count(), firstUnit + cut.units());
        firstChannel = units.first(firstUnit);
        channels = units.first(lastUnit) - firstChannel;
    }

    int image() {
        return image;
    }

    /** First output row. */
    int firstRow() {
        return firstRow;
    }

    /** Output rows. */
    int rows() {
        return rows;
    }

    /** First output column. */
    int firstColumn() {
        return firstColumn;
    }

    /** Output columns. */
    int columns() {
        return columns;
    }

    int firstUnit() {
        return firstUnit;
    }

    /** The unit after the last one. */
    int lastUnit() {
        return lastUnit;
    }

    /** First output channel. */
    int firstChannel() {
        return firstChannel;
    }

    /** Output channels. */
    int channels() {
        return channels;
    }
}
