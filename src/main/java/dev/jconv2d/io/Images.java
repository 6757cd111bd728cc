package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import dev.jconv2d.internal.files.NoDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Pictures as tensors, read and written by the JDK's ImageIO. Values are samples from 0 to 1, as torchvision's
 * {@code read_image(...) / 255} has them; the camera's orientation is not applied. Any number of threads may read and
 * write.
 */
public final class Images {
    private Images() {}

    /**
     * Reads a PNG or JPEG file of up to 100 million pixels, less than 1 GiB long.
     *
     * <p>A picture of more than 2^20 pixels must have a byte for each 1032 of a PNG (fewer if a pixel has more than one byte;
     * samples of fewer bits count as a byte) and for each 512 of a JPEG, which is what these formats can pack at best; nothing is
     * decoded before that is known. A JPEG has at most 100 scans. The JDK's own decoders compute, and see only the parts that
     * pixels are made of: no text, profile, thumbnail or camera's note is looked into. So a short file costs little: one of 1 kB at
     * most some 40 MB, and beyond that at most 20 kB for each byte.
     *
     * @param file the file; what is no regular file, such as a pipe, is read to its end, but what is no picture only for 8 bytes
     * @param channels 1 for grey (0.299 red + 0.587 green + 0.114 blue), 3 for RGB, 4 for RGBA. Grey pictures have
     *     three equal colours, those without alpha are opaque; alpha is left out, not applied, where it is not asked
     *     for
     * @return a new tensor {@code [1, channels, H, W]}: samples divided by 255, or by 65535 in a 16-bit PNG
     * @throws IllegalArgumentException if channels is none of these
     * @throws FormatException if the file is damaged, of another kind, CMYK, or larger than that
     * @throws IOException if the file cannot be read
     */
    public static Tensor read(Path file, int channels) throws IOException {
        requireChannels("channels", channels);
        NoDirectory.require(Objects.requireNonNull(file, "file"));
        if (Files.isRegularFile(file) && Files.size(file) >= ImageDecoder.MAX_BYTES) {
            throw ImageDecoder.tooLong(file); // rather than read a gigabyte of it first
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), channels);
        }
    }

    /**
     * Reads a PNG or JPEG from a stream, such as a resource, as {@link #read(Path, int)} does.
     *
     * @param in read to its end, but not closed
     * @param name what to call it in messages
     * @param channels 1, 3 or 4
     * @return a new tensor {@code [1, channels, H, W]}
     * @throws IllegalArgumentException if channels is none of these
     * @throws FormatException if the picture is damaged, of another kind, CMYK, or too large
     * @throws IOException if the stream cannot be read
     */
    public static Tensor read(InputStream in, String name, int channels) throws IOException {
        requireChannels("channels", channels);
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(in, "in");
        try {
            return toTensor(new Samples(ImageDecoder.decode(name, in)), channels);
        } catch (OutOfMemoryError e) {
            // A few kilobytes can hold a huge blank picture: that must not take the program down.
            throw new FormatException(
                    name,
                    "is too large a picture: must fit into memory, -Xmx and -XX:MaxDirectMemorySize set the limits",
                    e);
        }
    }

    /**
     * Writes a picture as an 8-bit PNG. Values from 0 to 1 become samples from 0 to 255, rounded to nearest; what is
     * below or NaN becomes 0, what is above 255. The file appears, or is replaced, only once it is complete.
     *
     * @param file where to; its directory must be there
     * @param image {@code [1, C, H, W]} or {@code [C, H, W]} of up to 100 million pixels; C is 1 for grey, 3 for RGB, 4
     *     for RGBA
     * @throws IllegalArgumentException if the shape is not like that
     * @throws IOException if the file cannot be written; one that was there before is then still there
     */
    public static void writePng(Path file, Tensor image) throws IOException {
        Objects.requireNonNull(file, "file");
        long[] shape = Objects.requireNonNull(image, "image").shape();
        int rank = shape.length;
        if (rank != 3 && (rank != 4 || shape[0] != 1)) {
            throw new IllegalArgumentException(
                    "image shape = " + Arrays.toString(shape) + ": must be [C, H, W] or [1, C, H, W]");
        }
        int channels = (int) shape[rank - 3];
        requireChannels("image channels", channels);
        int height = (int) shape[rank - 2];
        int width = (int) shape[rank - 1];
        int pixels = image.numel() / channels;
        if (pixels < 1 || pixels > Picture.MAX_PIXELS) {
            throw new IllegalArgumentException("image shape = " + Arrays.toString(shape) + ": must have from 1 to "
                    + Picture.MAX_PIXELS + " pixels");
        }
        FloatBuffer values = RowMajor.of(image);
        byte[] samples = new byte[values.remaining()];
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                samples[pixel * channels + channel] = (byte) toSample(values.get());
            }
        }
        PngWriter.write(file, samples, width, height, channels);
    }

    private static int toSample(float value) {
        // A NaN rounds to 0.
        return Math.round(255 * Math.max(0, Math.min(value, 1)));
    }

    private static void requireChannels(String argument, int channels) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException(argument + " = " + channels + ": must be 1 (grey), 3 (RGB) or 4 (RGBA)");
        }
    }

    private static Tensor toTensor(Samples samples, int channels) {
        int width = samples.width();
        int height = samples.height();
        Tensor tensor = Tensor.zeros(1, channels, height, width);
        FloatBuffer out = tensor.buffer();
        int plane = width * height;
        int[] rgba = new int[Samples.CHANNELS * Samples.PIECE];
        float[] values = new float[Samples.PIECE];
        for (int y = 0; y < height; y++) {
            for (int begin = 0; begin < width; begin += Samples.PIECE) {
                int count = Math.min(width - begin, Samples.PIECE);
                samples.read(y, begin, count, rgba);
                for (int channel = 0; channel < channels; channel++) {
                    for (int x = 0; x < count; x++) {
                        int pixel = Samples.CHANNELS * x;
                        values[x] = channels == 1
                                ? luma(rgba[pixel], rgba[pixel + 1], rgba[pixel + 2], samples.max())
                                : (float) rgba[pixel + channel] / samples.max();
                    }
                    out.put(channel * plane + y * width + begin, values, 0, count);
                }
            }
        }
        return tensor;
    }

    /** ITU-R 601; in whole numbers, so that equal colours give exactly that grey. */
    private static float luma(int red, int green, int blue, int max) {
        return (float) ((299 * red + 587 * green + 114 * blue) / (1000.0 * max));
    }
}
