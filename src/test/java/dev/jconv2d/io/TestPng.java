package dev.jconv2d.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Makes PNG files by hand, good ones and bad ones with correct checksums. */
final class TestPng {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TestPng() {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    }

    TestPng header(int width, int height, int depth, int colorType) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colorType)
                        .array());
    }

    /** Rows without their filter bytes; each is put in front here. */
    TestPng data(int rowLength, byte... rows) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int at = 0; at < rows.length; at += rowLength) {
            raw.write(0);
            raw.write(rows, at, rowLength);
        }
        return chunk("IDAT", deflate(raw.toByteArray()));
    }

    /** So many zeros, filter bytes among them, without an array of them. */
    TestPng blank(int bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            byte[] piece = new byte[1 << 16];
            for (int rest = bytes; rest > 0; rest -= piece.length) {
                out.write(piece, 0, Math.min(rest, piece.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chunk("IDAT", deflated.toByteArray());
    }

    TestPng chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        out.writeBytes(ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) checksum.getValue())
                .array());
        return this;
    }

    byte[] end() {
        return chunk("IEND").out.toByteArray();
    }

    static byte[] deflate(byte[] raw) {
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (!deflater.finished()) {
            deflated.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return deflated.toByteArray();
    }
}
