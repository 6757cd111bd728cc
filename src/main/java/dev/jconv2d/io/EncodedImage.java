package dev.jconv2d.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A PNG or JPEG file whose structure has been walked through and whose claims have been held against its length,
 * reduced to what determines the stored samples: no colour profiles, which would change them, no texts, no previews.
 */
final class EncodedImage {
    /** Also keeps every tensor of four channels below the limit of 2 GiB - 1. */
    static final int MAX_PIXELS = 100_000_000;

    /** Room for that many pixels of four 16-bit samples. */
    private static final int MAX_BYTES = 1 << 30;

    private static final int RECOGNISED_BY = 8;

    private final String format;
    private final int width;
    private final int height;
    private final byte[] bytes;
    private final int[] transparent;

    private EncodedImage(String format, int width, int height, byte[] bytes, int[] transparent) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.bytes = bytes;
        this.transparent = transparent;
    }

    /** Reads a stream to its end, but not if its first bytes are those of neither format. */
    static EncodedImage read(String file, InputStream in) throws IOException {
        byte[] start = in.readNBytes(RECOGNISED_BY);
        boolean png = PngStructure.recognises(start);
        if (!png && !JpegStructure.recognises(start)) {
            throw new FormatException(file, "is neither PNG nor JPEG: begins with " + hex(start));
        }
        byte[] rest = in.readNBytes(MAX_BYTES);
        if (rest.length == MAX_BYTES) {
            throw new FormatException(file, "is too long: must have at most " + MAX_BYTES + " bytes");
        }
        byte[] bytes = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        return png ? new PngStructure(file, bytes).check() : new JpegStructure(file, bytes).check();
    }

    private static String hex(byte[] bytes) {
        StringJoiner text = new StringJoiner(" ").setEmptyValue("nothing");
        for (byte b : bytes) {
            text.add(String.format("%02x", b));
        }
        return text.toString();
    }

    /**
     * An image whose header has been read.
     *
     * @param mostPixels how many pixels a file of this length can hold at the format's best compression
     * @param transparent the samples of a transparent colour, none if there is no such colour
     * @throws FormatException if it claims more, or more than {@link #MAX_PIXELS}
     */
    static EncodedImage of(
            String file,
            String format,
            long width,
            long height,
            long mostPixels,
            ByteBuffer essential,
            int[] transparent)
            throws FormatException {
        String claim = "claims " + width + " x " + height + " pixels: ";
        // The product is of two numbers below 2^27 by then.
        if (width < 1 || height < 1 || width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw new FormatException(file, claim + "must be from 1 x 1 to " + MAX_PIXELS + " altogether");
        }
        if (width * height > mostPixels) {
            throw new FormatException(file, claim + "the file is long enough for " + mostPixels + " at most");
        }
        byte[] bytes = new byte[essential.remaining()];
        essential.get(bytes);
        return new EncodedImage(format, (int) width, (int) height, bytes, transparent);
    }

    /** The name by which ImageIO knows it. */
    String format() {
        return format;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * The one colour that is to be transparent, one sample if grey, three if not; empty if there is none. Not a copy.
     */
    int[] transparent() {
        return transparent;
    }
}
