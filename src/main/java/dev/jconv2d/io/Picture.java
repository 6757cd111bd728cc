package dev.jconv2d.io;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A picture as the JDK is to see it: a file of what its pixels are made of and nothing else, whose claims are bounded by its
 * length. So no profile, text, thumbnail or what else a file may carry is parsed at all.
 */
final class Picture {
    /** Also keeps every tensor of four channels below the limit of 2 GiB - 1. */
    static final int MAX_PIXELS = 100_000_000;

    /** So many are believed however short the file is: 16 MB as four channels. */
    static final int FREE_PIXELS = 1 << 20;

    private final String format;
    private final ByteBuffer bytes;
    private final int width;
    private final int height;

    /**
     * Checks what a header claims.
     *
     * @param file what messages call the picture
     * @param format ImageIO's name of it
     * @param bytes the file that the JDK will read, from a whole array's begin to the limit; not copied
     * @param data how many of them hold pixels
     * @param mostAByte the most pixels that the format packs into a byte
     * @throws FormatException if there is no pixel, or there are too many, or more than fit into the data
     */
    Picture(String file, String format, ByteBuffer bytes, int width, int height, long data, int mostAByte)
            throws FormatException {
        long pixels = (long) width * height;
        String claim = "claims " + width + " x " + height + " pixels";
        if (width < 1 || height < 1) {
            throw new FormatException(file, claim + ": must have one or more");
        }
        if (pixels > MAX_PIXELS) {
            throw new FormatException(file, claim + ": must be at most " + MAX_PIXELS);
        }
        if (pixels > FREE_PIXELS && pixels > mostAByte * data) {
            throw new FormatException(
                    file,
                    claim + " in " + data + " bytes: more than " + FREE_PIXELS + " must be at most " + mostAByte
                            + " a byte");
        }
        this.format = format;
        this.bytes = bytes;
        this.width = width;
        this.height = height;
    }

    String format() {
        return format;
    }

    /** The file that the JDK is to read. */
    @SuppressWarnings("ByteBufferBackingArray") // from its begin, as the constructor demands
    InputStream stream() {
        return new ByteArrayInputStream(bytes.array(), 0, bytes.limit());
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
