package dev.jconv2d.reliability.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies of a jar that are not what was built. */
final class ChangedJar {
    private ChangedJar() {}

    /** A sound jar in which one file, whose name ends so, is another. */
    static Path with(Path jar, Path copy, String name, UnaryOperator<byte[]> change) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
            to.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry : from.stream().toList()) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                ZipEntry written = new ZipEntry(entry.getName());
                written.setTime(entry.getTime());
                to.putNextEntry(written);
                to.write(entry.getName().endsWith(name) ? change.apply(bytes) : bytes);
                to.closeEntry();
            }
        }
        return copy;
    }

    /** A jar with a bit turned in the compressed bytes of the file whose name ends so. */
    static Path damaged(Path jar, Path copy, String name, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        // Where it is first named, its bytes are next.
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name) + name.length() + offset;
        bytes[at] ^= 4;
        return Files.write(copy, bytes);
    }

    /** A library for a processor that is another than this one, whichever this is. */
    static byte[] otherProcessor(byte... library) {
        // The ELF header's machine: SPARC V9.
        library[18] = 43;
        library[19] = 0;
        return library;
    }

    /** A library that asks for a version of glibc that has not been made. */
    static byte[] laterGlibc(byte... library) {
        String text = new String(library, StandardCharsets.ISO_8859_1);
        return text.replaceAll("GLIBC_2\\.\\d\\d", "GLIBC_2.99").getBytes(StandardCharsets.ISO_8859_1);
    }
}
