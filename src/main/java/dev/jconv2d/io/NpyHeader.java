package dev.jconv2d.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/** What an .npy file says of its data. */
final class NpyHeader {
    /** NumPy's own limit. */
    static final int MAX_RANK = 64;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_LENGTH = 1 << 16;

    /** NumPy leaves room for the first size to grow to this many digits. */
    private static final int GROWTH_DIGITS = 21;

    private static final int ALIGNMENT = 64;

    private final NpyType type;
    private final boolean fortranOrder;
    private final long[] shape;

    NpyHeader(NpyType type, boolean fortranOrder, long[] shape) {
        this.type = type;
        this.fortranOrder = fortranOrder;
        this.shape = shape;
    }

    NpyType type() {
        return type;
    }

    /** Whether the first index runs fastest. */
    boolean fortranOrder() {
        return fortranOrder;
    }

    /** The sizes, none negative; the caller's to keep. */
    long[] shape() {
        return shape.clone();
    }

    /** Reads and checks a file's header; the channel's position is then where the data begin. */
    static NpyHeader read(Path file, FileChannel channel) throws IOException {
        ByteBuffer start = take(file, channel, MAGIC.length + 2);
        byte[] magic = new byte[MAGIC.length];
        start.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new FormatException(file, "is no .npy file: must begin with \\x93NUMPY");
        }
        int major = start.get() & 0xff;
        int minor = start.get() & 0xff;
        if (major < 1 || major > 3 || minor != 0) {
            throw new FormatException(file, "version " + major + "." + minor + ": must be 1.0, 2.0 or 3.0");
        }
        long length = major == 1
                ? Short.toUnsignedInt(take(file, channel, Short.BYTES).getShort())
                : Integer.toUnsignedLong(take(file, channel, Integer.BYTES).getInt());
        if (length > MAX_LENGTH) {
            throw new FormatException(file, "header length = " + length + ": must be at most " + MAX_LENGTH);
        }
        byte[] text = take(file, channel, (int) length).array();
        // Version 3.0 is UTF-8, but all that is allowed here is ASCII, where both agree.
        return new NpyHeaderParser(file, new String(text, StandardCharsets.ISO_8859_1)).parse();
    }

    private static ByteBuffer take(Path file, FileChannel channel, int length) throws IOException {
        long position = channel.position();
        if (channel.size() - position < length) {
            throw new FormatException(
                    file,
                    "has " + channel.size() + " bytes: too few for its header, which needs " + (position + length)
                            + " or more");
        }
        channel.position(position + length);
        return ByteBuffer.wrap(Chunks.bytes(file, channel, position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All that stands before the data in a version 1.0 file of little-endian float32 in C order, as NumPy pads it. */
    static byte[] encode(long... shape) {
        StringJoiner sizes = new StringJoiner(", ", "(", shape.length == 1 ? ",)" : ")");
        for (long size : shape) {
            sizes.add(Long.toString(size));
        }
        StringBuilder text = new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': " + sizes + ", }");
        if (shape.length > 0) {
            text.append(" ".repeat(GROWTH_DIGITS - Long.toString(shape[0]).length()));
        }
        int before = MAGIC.length + 2 + Short.BYTES;
        int unpadded = before + text.length() + 1;
        text.append(" ".repeat(Math.floorMod(-unpadded, ALIGNMENT))).append('\n');
        return ByteBuffer.allocate(before + text.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length())
                .put(text.toString().getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
