package dev.jconv2d.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a JPEG apart, and puts together again what its pixels are made of: tables, frame, scans, and the two segments that
 * say which colours they are. It ends where the first picture ends.
 */
final class JpegParts {
    /** Encoders write a dozen. Each may be a few bytes that take as long to decode as a whole picture. */
    static final int MAX_SCANS = 100;

    /** Every block of 64 pixels has a bit or more. */
    private static final int MOST_PIXELS_A_BYTE = 64 * 8;

    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int QUANTIZATION_TABLES = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;

    private final String file;
    private final ByteBuffer in;
    /** As much as can come, because parts are left out and none is put in. */
    private final ByteBuffer out;

    private int width = -1;
    private int height = -1;
    private int scans;

    private JpegParts(String file, byte[] jpeg) {
        this.file = file;
        this.in = ByteBuffer.wrap(jpeg);
        this.out = ByteBuffer.allocate(jpeg.length);
    }

    /** Whether a file begins like a JPEG. */
    static boolean begins(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) START && bytes[2] == (byte) 0xff;
    }

    /**
     * The picture in a file that {@link #begins} like one.
     *
     * @throws FormatException if it is cut, of a kind that is not read, or claims too much
     */
    static Picture of(String file, byte[] jpeg) throws FormatException {
        return new JpegParts(file, jpeg).picture();
    }

    private Picture picture() throws FormatException {
        in.position(2);
        marker(START);
        for (int marker = nextMarker(); marker != END; marker = nextMarker()) {
            segment(marker);
        }
        marker(END);
        if (scans == 0) {
            throw new FormatException(file, "has no scan, and so no pixels");
        }
        return new Picture(file, "jpeg", out.flip(), width, height, out.limit(), MOST_PIXELS_A_BYTE);
    }

    /** The next marker, whatever stands before it. */
    private int nextMarker() throws FormatException {
        while (in.remaining() >= 2) {
            if ((in.get() & 0xff) == 0xff) {
                int marker = in.get(in.position()) & 0xff;
                if (marker != 0 && marker != 0xff) {
                    in.get();
                    return marker;
                }
            }
        }
        throw cut();
    }

    private void segment(int marker) throws FormatException {
        if (marker == 1 || (marker >= 0xd0 && marker <= 0xd7)) {
            return; // these have nothing behind them, and nothing to say here
        }
        int begin = in.position();
        int length = in.remaining() < 2 ? Integer.MAX_VALUE : in.getShort(begin) & 0xffff;
        if (length < 2 || length > in.remaining()) {
            throw cut();
        }
        in.position(begin + length);
        switch (marker) {
            case BASELINE, EXTENDED, PROGRESSIVE -> {
                frame(begin, length);
                keep(marker, begin, length);
            }
            case SCAN -> {
                if (width < 0) {
                    throw new FormatException(file, "has a scan before its frame");
                }
                if (++scans > MAX_SCANS) {
                    throw new FormatException(file, "has more than " + MAX_SCANS + " scans");
                }
                keep(marker, begin, length);
                entropyCoded();
            }
            case HUFFMAN_TABLES, QUANTIZATION_TABLES, RESTART_INTERVAL -> keep(marker, begin, length);
            case APP0 -> keepIf("JFIF\0", marker, begin, length);
            case APP14 -> keepIf("Adobe", marker, begin, length);
            default -> {
                if (marker >= 0xc3 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc) {
                    throw new FormatException(
                            file, "is a JPEG of kind " + (marker - BASELINE) + ": must be 0, 1 or 2 to be read");
                }
            }
        }
    }

    private void frame(int begin, int length) throws FormatException {
        if (width >= 0) {
            throw new FormatException(file, "has a second frame");
        }
        if (length < 8) {
            throw cut();
        }
        height = in.getShort(begin + 3) & 0xffff;
        width = in.getShort(begin + 5) & 0xffff;
    }

    /** Copies what is up to the next marker that is none of those within a scan. */
    private void entropyCoded() throws FormatException {
        int begin = in.position();
        for (int at = begin; at + 1 < in.limit(); at++) {
            if (in.get(at) == (byte) 0xff) {
                int next = in.get(at + 1) & 0xff;
                if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                    out.put(in.array(), begin, at - begin);
                    in.position(at);
                    return;
                }
            }
        }
        throw cut();
    }

    private void keepIf(String start, int marker, int begin, int length) {
        byte[] wanted = start.getBytes(StandardCharsets.US_ASCII);
        int from = begin + 2;
        if (length >= 2 + wanted.length
                && Arrays.equals(in.array(), from, from + wanted.length, wanted, 0, wanted.length)) {
            keep(marker, begin, length);
        }
    }

    private void keep(int marker, int begin, int length) {
        marker(marker);
        out.put(in.array(), begin, length);
    }

    private void marker(int marker) {
        out.put((byte) 0xff).put((byte) marker);
    }

    private FormatException cut() {
        return new FormatException(file, "ends at byte " + in.limit() + " without a marker EOI: it is cut");
    }
}
