package dev.jconv2d.io;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Reads any bytes as a picture; its corpus is of PNGs. Checksums are put right first, because nobody guesses them. */
public final class PngFuzz {
    private static final int SIGNATURE = 8;

    private PngFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        PictureRead.of(withChecksums(bytes));
    }

    static byte[] withChecksums(byte[] bytes) {
        ByteBuffer png = ByteBuffer.wrap(bytes.clone());
        int begin = SIGNATURE;
        while (png.limit() - begin >= 12) {
            int length = png.getInt(begin);
            if (length < 0 || length > png.limit() - begin - 12) {
                break;
            }
            CRC32 checksum = new CRC32();
            checksum.update(png.array(), begin + 4, 4 + length);
            png.putInt(begin + 8 + length, (int) checksum.getValue());
            begin += 12 + length;
        }
        return png.array();
    }
}
