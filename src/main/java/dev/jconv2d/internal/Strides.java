package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;

/** How far apart neighbours of a tensor lie, in elements, along each dimension. */
public record Strides(int image, int channel, int row, int column) {

    /** Of a dense tensor. */
    public static Strides of(MemoryFormat format, int channels, int height, int width) {
        int image = channels * height * width;
        return switch (format) {
            case CONTIGUOUS -> new Strides(image, height * width, width, 1);
            case CHANNELS_LAST -> new Strides(image, 1, width * channels, channels);
        };
    }

    /** Where an element lies. */
    public int index(int n, int c, int h, int w) {
        return n * image + c * channel + h * row + w * column;
    }
}
