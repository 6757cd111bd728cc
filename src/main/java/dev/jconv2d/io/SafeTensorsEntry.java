package dev.jconv2d.io;

/** What a safetensors header says of one tensor; checked. Positions count from the data's first byte. */
final class SafeTensorsEntry {
    private final SafeTensorsType type;
    private final long[] shape;
    private final long begin;
    private final long end;

    SafeTensorsEntry(SafeTensorsType type, long[] shape, long begin, long end) {
        this.type = type;
        this.shape = shape;
        this.begin = begin;
        this.end = end;
    }

    SafeTensorsType type() {
        return type;
    }

    /** The sizes, none negative; the caller's to keep. */
    long[] shape() {
        return shape.clone();
    }

    long begin() {
        return begin;
    }

    /** One beyond the last byte. */
    long end() {
        return end;
    }
}
