package dev.jconv2d.io;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Walks through a JPEG's segments and scans. */
final class JpegStructure {
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int JFIF = 0xe0;
    private static final int ADOBE = 0xee;
    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;

    /**
     * At least one bit for each block of 64 samples, and the component with the most samples has at least one for four
     * pixels: the largest sampling factors are 4 and need not be of one component.
     */
    private static final long MOST_PIXELS_PER_BYTE = 8 * 64 * 4;

    /**
     * Each scan passes over the whole image, so thousands in a small file would take hours; real files have about ten.
     */
    private static final int MAX_SCANS = 100;

    private final String file;
    private final ByteBuffer in;
    private final ByteBuffer essential;

    private int width;
    private int height;
    private int scans;

    JpegStructure(String file, byte[] bytes) {
        this.file = file;
        this.in = ByteBuffer.wrap(bytes);
        this.essential = ByteBuffer.allocate(bytes.length);
    }

    static boolean recognises(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == (byte) 0xff
                && bytes[1] == (byte) START_OF_IMAGE
                && bytes[2] == (byte) 0xff;
    }

    /** The checked image; what stands behind the end marker is left out. */
    EncodedImage check() throws FormatException {
        in.position(2);
        essential.put(in.slice(0, 2));
        try {
            while (segment() != END_OF_IMAGE) {}
        } catch (BufferUnderflowException e) {
            throw new FormatException(
                    file, "ends at byte " + in.limit() + ": cut short, must end with an end-of-image marker", e);
        }
        if (scans == 0) {
            throw new FormatException(file, "has no image data between its start and its end");
        }
        long mostPixels = MOST_PIXELS_PER_BYTE * in.limit();
        return EncodedImage.of(file, "jpeg", width, height, mostPixels, essential.flip(), new int[0]);
    }

    private int segment() throws FormatException {
        int begin = in.position();
        if (in.get() != (byte) 0xff) {
            throw new FormatException(file, "byte " + begin + " is damaged: must be the start of a marker");
        }
        int marker;
        do {
            marker = in.get() & 0xff;
        } while (marker == 0xff);
        if (marker == END_OF_IMAGE) {
            keep(begin);
            return marker;
        }
        if (marker < 0xc0 || (marker >= 0xd0 && marker <= START_OF_IMAGE)) {
            throw new FormatException(
                    file, "marker " + Integer.toHexString(marker) + " at byte " + begin + " must not stand there");
        }
        int length = in.getShort() & 0xffff;
        int data = in.position();
        if (length < Short.BYTES || length - Short.BYTES > in.remaining()) {
            throw new FormatException(
                    file, "segment at byte " + begin + " has " + length + " bytes: more than the file has left");
        }
        if (isFrame(marker)) {
            frame(marker);
        }
        in.position(data + length - Short.BYTES);
        if (marker == START_OF_SCAN) {
            scan();
        }
        boolean application = marker >= JFIF && marker <= LAST_APPLICATION;
        if (!(application && marker != JFIF && marker != ADOBE) && marker != COMMENT) {
            keep(begin);
        }
        return marker;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame(int marker) throws FormatException {
        if (marker > 0xc2 || width != 0) {
            throw new FormatException(
                    file,
                    "frame marker " + Integer.toHexString(marker)
                            + ": must be one of c0, c1 and c2, Huffman-coded baseline to progressive, and there once");
        }
        int precision = in.get() & 0xff;
        height = in.getShort() & 0xffff;
        width = in.getShort() & 0xffff;
        int components = in.get() & 0xff;
        if (precision != 8 || (components != 1 && components != 3)) {
            throw new FormatException(
                    file,
                    components + " components of " + precision
                            + " bits: must be 1 (grey) or 3 (colour) of 8 bits; CMYK is not read");
        }
        if (width == 0) {
            throw new FormatException(file, "claims " + width + " x " + height + " pixels: must be 1 x 1 or more");
        }
    }

    /** Skips the compressed data: in them, 0xff is followed by a zero or a restart marker's number. */
    private void scan() throws FormatException {
        if (++scans > MAX_SCANS) {
            throw new FormatException(file, "has more than " + MAX_SCANS + " scans, the most that are read");
        }
        while (true) {
            if (in.get() == (byte) 0xff) {
                int next = in.get() & 0xff;
                if (next == 0xff) {
                    // A filler: what comes next may begin a marker.
                    in.position(in.position() - 1);
                } else if (next != 0 && (next < 0xd0 || next >= START_OF_IMAGE)) {
                    in.position(in.position() - 2);
                    return;
                }
            }
        }
    }

    private void keep(int begin) {
        essential.put(in.slice(begin, in.position() - begin));
    }
}
