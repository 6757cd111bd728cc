package dev.jconv2d.cli.verify;

import static dev.jconv2d.cli.verify.Field.require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The floats that a .cases file refers to: {@code data FILE BYTES sha256 HEX}. Whoever wrote the .cases file must not make us
 * read anything but what lies beside it.
 */
final class DataFile {
    /** What a Java array of floats would hold twice. All are in memory at once. */
    static final int MAX_BYTES = 1 << 30;

    private DataFile() {}

    /** Where the file lies. */
    @FunctionalInterface
    interface Source {
        /**
         * Reads a whole file.
         *
         * @param name has no parts
         * @param length how long it must be
         */
        byte[] read(String name, int length) throws IOException;
    }

    /**
     * Reads what the words behind {@code data} say.
     *
     * @throws IllegalArgumentException if the file is not as they say
     */
    static FloatBuffer read(String[] words, Source source) throws IOException {
        require(words.length == 4 && words[2].equals("sha256"), "data must be FILE BYTES sha256 HEX");
        String name = words[0];
        require(
                name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || "._-+".indexOf(c) >= 0)
                        && !name.startsWith("."),
                Field.of("data file", name)
                        + ": must be the name, of letters, digits and any of ._-+, of a file beside the .cases file");
        long length = Field.whole("bytes", words[1]);
        require(length >= 0 && length <= MAX_BYTES, "data of " + length + " bytes: must be at most " + MAX_BYTES);
        byte[] bytes = source.read(name, (int) length);
        require(bytes.length == length, name + " has not " + length + " bytes");
        String hash = HexFormat.of().formatHex(sha256().digest(bytes));
        require(
                hash.equalsIgnoreCase(words[3]),
                name + " has the sha256 " + hash + ", not " + Field.of("hex", words[3]));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /**
     * What lies beside a file: in its folder, by no link out of it, and no pipe or device.
     *
     * @param file as the user named it
     */
    static Source beside(Path file) {
        return (name, length) -> {
            Path folder = file.toAbsolutePath().resolveSibling("").toRealPath();
            Path real = folder.resolve(name).toRealPath();
            require(
                    folder.equals(real.getParent()),
                    name + " must lie beside the .cases file, but is a link to somewhere else");
            require(Files.isRegularFile(real), name + " must be a regular file");
            long size = Files.size(real);
            require(size == length, name + " has " + size + " bytes, not " + length);
            try (InputStream in = Files.newInputStream(real)) {
                return in.readNBytes(length);
            }
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
