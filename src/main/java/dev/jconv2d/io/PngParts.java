package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Takes a PNG apart, and puts together again what its pixels are made of: header, palette, transparent colours, data. */
final class PngParts {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final byte[] DATA = {'I', 'D', 'A', 'T'};

    /** Of each chunk besides its data: length, type and checksum. */
    private static final int FRAME = 12;

    private static final int HEADER = 13;

    /** Deflate's best: 258 bytes for two bits. */
    private static final int MOST_UNPACKED = 4 * 258;

    private final String file;
    private final ByteBuffer in;
    /** As much as can come, because parts are left out and none is put in. */
    private final ByteBuffer out;
    /** Where in {@link #out} the one chunk of data begins, or -1. */
    private int dataBegin = -1;

    private final CRC32 dataChecksum = new CRC32();

    private PngParts(String file, byte[] png) {
        this.file = file;
        this.in = ByteBuffer.wrap(png);
        this.out = ByteBuffer.allocate(png.length);
    }

    /** Whether a file begins like a PNG. */
    static boolean begins(byte[] bytes) {
        return bytes.length >= SIGNATURE.length
                && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /**
     * The picture in a file that {@link #begins} like one.
     *
     * @throws FormatException if it is cut or damaged, or claims too much
     */
    static Picture of(String file, byte[] png) throws FormatException {
        return new PngParts(file, png).picture();
    }

    private Picture picture() throws FormatException {
        in.position(SIGNATURE.length);
        out.put(SIGNATURE);
        String type = chunk();
        if (!type.equals("IHDR") || out.position() != SIGNATURE.length + FRAME + HEADER) {
            throw new FormatException(file, "must begin with a chunk IHDR of " + HEADER + " bytes");
        }
        while (!type.equals("IEND")) {
            type = chunk();
        }
        if (dataBegin < 0) {
            throw new FormatException(file, "has no chunk IDAT, and so no pixels");
        }
        int header = SIGNATURE.length + 8;
        int dataLength = out.getInt(dataBegin);
        return new Picture(
                file,
                "png",
                out.flip(),
                out.getInt(header),
                out.getInt(header + 4),
                dataLength,
                // Samples of fewer bits would allow more, but each becomes a float.
                MOST_UNPACKED / bytesAPixel(out.get(header + 8), out.get(header + 9)));
    }

    /** Each sample counted as one byte or two. */
    private int bytesAPixel(int depth, int colors) throws FormatException {
        int samples =
                switch (colors) {
                    case 0, 3 -> 1;
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> throw new FormatException(file, "colour type = " + colors + ": must be 0, 2, 3, 4 or 6");
                };
        return samples * (depth == 16 ? 2 : 1);
    }

    /** Reads the next chunk, writes it if it is wanted, and returns its type. */
    private String chunk() throws FormatException {
        if (in.remaining() < FRAME) {
            throw new FormatException(file, "ends at byte " + in.limit() + " without a chunk IEND: it is cut");
        }
        int length = in.getInt();
        int begin = in.position();
        byte[] name = new byte[4];
        in.get(name);
        String type = new String(name, StandardCharsets.ISO_8859_1);
        if (length < 0 || length > in.limit() - begin - 8) {
            throw new FormatException(
                    file,
                    "chunk " + Quoted.of(type) + " claims " + Integer.toUnsignedString(length)
                            + " bytes: the file is cut, or lies");
        }
        in.position(begin + 4 + length + 4);
        switch (type) {
            case "IHDR", "PLTE", "tRNS", "IDAT", "IEND" -> keep(type, begin, length);
            default -> {
                // A capital letter says that there is no picture without it.
                if ((name[0] & 0x20) == 0) {
                    throw new FormatException(file, "chunk " + Quoted.of(type) + " is of a kind that is not read");
                }
            }
        }
        return type;
    }

    private void keep(String type, int begin, int length) throws FormatException {
        CRC32 checksum = new CRC32();
        checksum.update(in.array(), begin, 4 + length);
        if ((int) checksum.getValue() != in.getInt(begin + 4 + length)) {
            throw new FormatException(file, "chunk " + type + " is damaged: its checksum does not fit");
        }
        if (type.equals("IDAT")) {
            keepData(begin + 4, length);
        } else if (type.equals("IHDR") && out.position() > SIGNATURE.length) {
            throw new FormatException(file, "has a second chunk IHDR");
        } else if (dataBegin < 0 || type.equals("IEND")) { // else it comes too late to count
            out.put(in.array(), begin - 4, FRAME + length);
        }
    }

    /** All data in one chunk, however many the file has. */
    private void keepData(int begin, int length) {
        if (dataBegin < 0) {
            dataBegin = out.position();
            out.putInt(0).put(DATA).putInt(0);
            dataChecksum.update(DATA);
        }
        dataChecksum.update(in.array(), begin, length);
        out.position(out.position() - 4); // the checksum's place
        out.put(in.array(), begin, length).putInt((int) dataChecksum.getValue());
        out.putInt(dataBegin, out.getInt(dataBegin) + length);
    }
}
