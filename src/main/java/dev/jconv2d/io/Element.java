package dev.jconv2d.io;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** A kind of number in a file, and how it becomes float32: exactly, or rounded to nearest, ties to even. */
enum Element {
    FLOAT64(Double.BYTES) {
        @Override
        void decode(ByteBuffer from, FloatBuffer to) {
            DoubleBuffer values = from.asDoubleBuffer();
            while (values.hasRemaining()) {
                to.put((float) values.get());
            }
        }
    },
    FLOAT32(Float.BYTES) {
        @Override
        void decode(ByteBuffer from, FloatBuffer to) {
            to.put(from.asFloatBuffer());
        }
    },
    FLOAT16(Short.BYTES) {
        @Override
        void decode(ByteBuffer from, FloatBuffer to) {
            ShortBuffer values = from.asShortBuffer();
            while (values.hasRemaining()) {
                to.put(Half.fromFloat16(values.get()));
            }
        }
    },
    BFLOAT16(Short.BYTES) {
        @Override
        void decode(ByteBuffer from, FloatBuffer to) {
            ShortBuffer values = from.asShortBuffer();
            while (values.hasRemaining()) {
                to.put(Half.fromBfloat16(values.get()));
            }
        }
    },
    INT32(Integer.BYTES) {
        @Override
        void decode(ByteBuffer from, FloatBuffer to) {
            IntBuffer values = from.asIntBuffer();
            while (values.hasRemaining()) {
                to.put((float) values.get());
            }
        }
    },
    UINT8(1) {
        @Override
        void decode(ByteBuffer from, FloatBuffer to) {
            ByteBuffer values = from.duplicate();
            while (values.hasRemaining()) {
                to.put(values.get() & 0xff);
            }
        }
    };

    private final int bytes;

    Element(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** Converts all of {@code from}, whole elements in its byte order; only the second position moves. */
    abstract void decode(ByteBuffer from, FloatBuffer to);
}
