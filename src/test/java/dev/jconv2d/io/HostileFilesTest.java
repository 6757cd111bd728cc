package dev.jconv2d.io;

import static dev.jconv2d.io.SafeTensorsFile.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.fuzz.BoundedRead;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to cost much: what each makes its reader allocate, of 1 kB and of 100 kB. */
@NullUnmarked
class HostileFilesTest {
    private static final int SHORT = 1024;
    private static final int LONG = 100 * 1024;

    /** What a file of {@link #SHORT} may cost, whatever it is. */
    private static final long MOST_FOR_SHORT = 64 << 20;

    @TempDir
    Path directory;

    private interface Target {
        void read(byte[] bytes) throws IOException;
    }

    private void assertBounded(String what, byte[] bytes, BoundedRead.Bound bound, Target target) throws IOException {
        assertTrue(bytes.length <= LONG, what + " has " + bytes.length + " bytes");
        target.read(bytes); // with the reader's bound, and classes are loaded then
        long most = bytes.length <= SHORT ? MOST_FOR_SHORT : bound.of(bytes.length);
        long used = BoundedRead.of(directory, bytes.length, new BoundedRead.Bound(most, 0), () -> target.read(bytes));
        System.out.printf(Locale.ROOT, "%s: %d bytes, %.1f MB allocated%n", what, bytes.length, used / 1e6);
    }

    private void npy(String what, byte[] bytes) throws IOException {
        assertBounded("npy, " + what, bytes, NpyFuzz.BOUND, NpyFuzz::fuzzerTestOneInput);
    }

    private void safetensors(String what, byte[] bytes) throws IOException {
        assertBounded("safetensors, " + what, bytes, SafeTensorsFuzz.BOUND, SafeTensorsFuzz::fuzzerTestOneInput);
    }

    private void png(String what, byte[] bytes) throws IOException {
        assertBounded("PNG, " + what, bytes, PictureRead.BOUND, PngFuzz::fuzzerTestOneInput);
    }

    private void jpeg(String what, byte[] bytes) throws IOException {
        assertBounded("JPEG, " + what, bytes, PictureRead.BOUND, JpegFuzz::fuzzerTestOneInput);
    }

    @Test
    void npyFiles() throws IOException {
        npy("claims 2 GB", NpyFile.of(1, NpyFile.header("<f4", false, "(536870911,)"), new byte[800]));
        npy("claims a header of 4 GB", NpyFile.of(3, NpyFile.header("<f4", false, "(2,)"), new byte[8]));
        npy("bytes that become floats", NpyFile.of(1, NpyFile.header("|u1", true, "(900,)"), new byte[900]));
        String axes = "(" + "1, ".repeat(62) + "300, 300)";
        npy("64 axes, backwards", NpyFile.of(1, NpyFile.header("|u1", true, axes), new byte[90_000]));
        npy("a long header", NpyFile.of(2, NpyFile.header("|u1", true, "(9,)") + " ".repeat(65_000), new byte[9]));
        npy("a long number", NpyFile.of(2, NpyFile.header("|u1", true, "(" + "9".repeat(65_000) + ",)"), new byte[9]));
        npy("nothing but brackets", NpyFile.of(2, "{'descr': " + "[(".repeat(32_000), new byte[9]));
    }

    @Test
    void safetensorsFiles() throws IOException {
        String sizes = "1,".repeat(49_000) + "1";
        safetensors(
                "a shape without an end",
                SafeTensorsFile.of("{" + entry("a", "F32", "[" + sizes + "]", 0, 4) + "}", new byte[4]));
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 1500; i++) {
            many.append(i == 0 ? "" : ",").append(entry("" + i, "F16", "[1]", 2L * i, 2L * i + 2));
        }
        safetensors("many small tensors", SafeTensorsFile.of(many + "}", new byte[3000]));
        safetensors(
                "few bytes, many tensors",
                SafeTensorsFile.of(
                        "{" + entry("a", "F32", "[0]", 0, 0) + "," + entry("b", "BF16", "[0,9]", 0, 0) + "}"));
        safetensors("claims a header of 100 MB", Arrays.copyOf(SafeTensorsFile.of(" ".repeat(1000)), 900));
        safetensors("a long name", SafeTensorsFile.of("{\"" + "n".repeat(49_000) + "\":{}}"));
        safetensors(
                "long notes", SafeTensorsFile.of("{\"__metadata__\":{\"a\":\"" + "\\u001b".repeat(16_000) + "\"}}"));
        safetensors("many notes", SafeTensorsFile.of("{\"__metadata__\":{" + notes() + "}}"));
        safetensors("deep", SafeTensorsFile.of("{\"a\":" + "[".repeat(100_000)));
        safetensors(
                "a long number",
                SafeTensorsFile.of("{" + entry("a", "F32", "[" + "9".repeat(90_000) + "]", 0, 4) + "}"));
    }

    private static String notes() {
        StringBuilder notes = new StringBuilder("\"\":\"\"");
        for (int i = 0; i < 9000; i++) {
            notes.append(",\"").append(Integer.toString(i, 36)).append("\":\"\"");
        }
        return notes.toString();
    }

    @Test
    void pngFiles() throws IOException {
        png(
                "claims 100 million pixels",
                new TestPng()
                        .header(10_000, 10_000, 16, TestPng.RGBA)
                        .data(900, new byte[900])
                        .end());
        png(
                "claims as much as is believed",
                new TestPng()
                        .header(1024, 1024, 16, TestPng.RGBA)
                        .data(8, new byte[80])
                        .end());
        png(
                "one row, as much as is believed",
                new TestPng()
                        .header(1 << 20, 1, 16, TestPng.RGBA)
                        .data(8, new byte[80])
                        .end());
        png(
                "one row, blank",
                padded(new TestPng().header(800_000, 1, 8, TestPng.GREY).blank(800_001), SHORT));
        png(
                "one column, blank",
                padded(new TestPng().header(1, 400_000, 8, TestPng.GREY).blank(800_000), SHORT));
        png(
                "blank, a million pixels",
                padded(new TestPng().header(1024, 1024, 1, TestPng.GREY).blank(129 * 1024), SHORT));
        png(
                "blank, 8 bits",
                padded(new TestPng().header(950, 950, 8, TestPng.GREY).blank(951 * 950), SHORT));
        png(
                "blank, 100 kB",
                padded(new TestPng().header(2000, 2000, 8, TestPng.RGB).blank(6_001 * 2000), LONG));
        png(
                "text that unpacks to 90 MB",
                new TestPng()
                        .header(1, 1, 8, TestPng.PALETTE)
                        .chunk("PLTE", new byte[3])
                        .chunk("zTXt", packed("k\0\0", 90_000_000))
                        .data(1, (byte) 0)
                        .end());
        png(
                "a profile that unpacks to 90 MB",
                new TestPng()
                        .header(1, 1, 8, TestPng.PALETTE)
                        .chunk("iCCP", packed("k\0\0", 90_000_000))
                        .chunk("PLTE", new byte[3])
                        .data(1, (byte) 0)
                        .end());
        TestPng pieces = new TestPng().header(1, 1, 8, TestPng.GREY);
        for (int i = 0; i < 8000; i++) {
            pieces.chunk("IDAT");
        }
        png("data in nothing but pieces", pieces.data(1, (byte) 0).end());
        TestPng palettes = new TestPng().header(1, 1, 8, TestPng.PALETTE);
        for (int i = 0; i < 120; i++) {
            palettes.chunk("PLTE", new byte[768]);
        }
        png("palettes", palettes.data(1, (byte) 0).end());
    }

    /** With a chunk that says nothing, so that it is as long as it may be and asks for an own number of channels. */
    private static byte[] padded(TestPng png, int length) {
        byte[] end = png.end();
        assertTrue(end.length <= length, end.length + " bytes");
        return Arrays.copyOf(end, length);
    }

    private static byte[] packed(String start, int zeros) {
        byte[] deflated = new TestPng().blank(zeros).end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(start.getBytes(StandardCharsets.ISO_8859_1));
        out.write(deflated, 16, deflated.length - 16 - 16);
        return out.toByteArray();
    }

    @Test
    void jpegFiles() throws IOException {
        byte[] plain = TestJpeg.of(TestJpeg.gradient(9, 7, BufferedImage.TYPE_INT_RGB), false);
        for (int size : new int[] {1024, 10_000, 65_535}) {
            for (boolean progressive : new boolean[] {false, true}) {
                byte[] claims = TestJpeg.of(TestJpeg.gradient(9, 7, BufferedImage.TYPE_INT_RGB), progressive);
                int frame = TestJpeg.find(claims, progressive ? 0xc2 : 0xc0);
                claims[frame + 5] = (byte) (size >> 8);
                claims[frame + 6] = (byte) size;
                claims[frame + 7] = (byte) (size >> 8);
                claims[frame + 8] = (byte) size;
                jpeg("claims " + size + " x " + size, claims);
            }
        }
        byte[] tables = plain;
        while (tables.length < LONG - 200) {
            tables = TestJpeg.insert(tables, 0xdb, new byte[65]);
        }
        jpeg("tables", tables);
        jpeg(
                "a profile",
                TestJpeg.insert(
                        plain, 0xe2, Arrays.copyOf("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), 65_000)));
    }

    @Test
    void whatIsNoRegularFileIsRefusedAtOnce() throws Exception {
        Path pipe = directory.resolve("pipe");
        boolean made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        for (Path file : new Path[] {directory, made ? pipe : directory, Path.of("/dev/zero")}) {
            if (Files.exists(file)) {
                for (Target target : new Target[] {bytes -> Npy.read(file), bytes -> SafeTensors.open(file)}) {
                    FileSystemException e = assertThrows(FileSystemException.class, () -> target.read(null));
                    assertEquals(file == directory ? "is a directory" : "must be a regular file", e.getReason());
                }
            }
        }
    }

    @Test
    void aDeviceWithoutAnEndIsNoPicture() throws IOException {
        Path zero = Path.of("/dev/zero");
        if (Files.exists(zero)) {
            BoundedRead.of(zero, 0, new BoundedRead.Bound(1 << 20, 0), () -> {
                FormatException e = assertThrows(FormatException.class, () -> Images.read(zero, 3));
                assertEquals("/dev/zero: is neither PNG nor JPEG", e.getMessage());
            });
        }
    }
}
