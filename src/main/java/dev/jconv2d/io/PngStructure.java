package dev.jconv2d.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Walks through a PNG's chunks and checks each one's length and checksum, which the JDK's reader does not. */
final class PngStructure {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Length, type, checksum. */
    private static final int CHUNK_FRAME = 12;

    private static final int HEADER_LENGTH = 13;

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;

    /** Deflate stores at most 258 bytes in 2 bits. */
    private static final long BEST_COMPRESSION = 1032;

    private final String file;
    private final ByteBuffer in;
    private final ByteBuffer essential;

    private long width;
    private long height;
    private int depth;
    private int colorType;
    private int bitsPerPixel;
    private long dataLength;

    /** The colour that is transparent, if there is one. */
    private int[] transparent = {};

    PngStructure(String file, byte[] bytes) {
        this.file = file;
        this.in = ByteBuffer.wrap(bytes);
        this.essential = ByteBuffer.allocate(bytes.length);
    }

    static boolean recognises(byte[] bytes) {
        return bytes.length >= SIGNATURE.length && Arrays.equals(SIGNATURE, Arrays.copyOf(bytes, SIGNATURE.length));
    }

    /** The checked image; what stands behind the end chunk is left out. */
    EncodedImage check() throws FormatException {
        in.position(SIGNATURE.length);
        essential.put(SIGNATURE);
        String type;
        do {
            type = chunk();
        } while (!type.equals("IEND"));
        long mostPixels = BEST_COMPRESSION * dataLength * Byte.SIZE / bitsPerPixel;
        return EncodedImage.of(file, "png", width, height, mostPixels, essential.flip(), transparent);
    }

    private String chunk() throws FormatException {
        int begin = in.position();
        if (in.remaining() < CHUNK_FRAME) {
            throw new FormatException(file, "ends at byte " + in.limit() + ": cut short, must end with an IEND chunk");
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining() - CHUNK_FRAME + Integer.BYTES) {
            throw new FormatException(
                    file,
                    "chunk at byte " + begin + " has " + Integer.toUnsignedString(length)
                            + " bytes: more than the file has left");
        }
        byte[] name = new byte[Integer.BYTES];
        in.get(name);
        String type = new String(name, StandardCharsets.ISO_8859_1);
        ByteBuffer data = in.slice(in.position(), length);
        CRC32 checksum = new CRC32();
        checksum.update(in.slice(in.position() - name.length, name.length + length));
        in.position(in.position() + length);
        if (in.getInt() != (int) checksum.getValue()) {
            throw new FormatException(
                    file,
                    "chunk " + Quoted.of(type) + " at byte " + begin + " is damaged: its checksum does not match");
        }
        if (bitsPerPixel == 0 && !type.equals("IHDR")) {
            throw new FormatException(file, "chunk " + Quoted.of(type) + " is the first: must be IHDR");
        }
        accept(type, data);
        if (isEssential(type)) {
            essential.put(in.slice(begin, CHUNK_FRAME + length));
        }
        return type;
    }

    private void accept(String type, ByteBuffer data) throws FormatException {
        if (type.equals("IHDR")) {
            header(data);
        } else if (type.equals("IDAT")) {
            dataLength += data.remaining();
        } else if (type.equals("tRNS") && colorType != PALETTE) {
            transparent(data);
        }
    }

    /** One colour of a grey or RGB picture, which only some JDKs make transparent, and not in all of these. */
    private void transparent(ByteBuffer data) throws FormatException {
        int samples = colorType == GREY ? 1 : 3;
        if (data.remaining() != samples * Short.BYTES || (colorType != GREY && colorType != RGB)) {
            throw new FormatException(
                    file,
                    "tRNS chunk of " + data.remaining() + " bytes: colour type " + colorType
                            + " must not have one of that length");
        }
        int max = (1 << depth) - 1;
        transparent = new int[samples];
        for (int i = 0; i < samples; i++) {
            int sample = data.getShort() & max;
            // Fewer than 8 bits are spread to 8 when they are decoded.
            transparent[i] = depth < Byte.SIZE ? sample * 255 / max : sample;
        }
    }

    private void header(ByteBuffer data) throws FormatException {
        if (data.remaining() != HEADER_LENGTH || bitsPerPixel != 0) {
            throw new FormatException(file, "IHDR chunk: must be there once, with " + HEADER_LENGTH + " bytes");
        }
        width = Integer.toUnsignedLong(data.getInt());
        height = Integer.toUnsignedLong(data.getInt());
        depth = data.get() & 0xff;
        colorType = data.get() & 0xff;
        boolean small = depth == 1 || depth == 2 || depth == 4;
        boolean valid =
                switch (colorType) {
                    case GREY -> small || depth == 8 || depth == 16;
                    case PALETTE -> small || depth == 8;
                    case RGB, GREY_ALPHA, RGBA -> depth == 8 || depth == 16;
                    default -> false;
                };
        if (!valid) {
            throw new FormatException(
                    file, "bit depth " + depth + " with colour type " + colorType + ": no such kind of PNG");
        }
        int samples =
                switch (colorType) {
                    case RGB -> 3;
                    case GREY_ALPHA -> 2;
                    case RGBA -> 4;
                    default -> 1;
                };
        bitsPerPixel = samples * depth;
    }

    private boolean isEssential(String type) {
        return switch (type) {
            case "IHDR", "PLTE", "IDAT", "IEND" -> true;
            case "tRNS" -> colorType == PALETTE;
            default -> false;
        };
    }
}
