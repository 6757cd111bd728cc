package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a picture's file reaches the JDK's decoders, and what is refused before. */
@NullUnmarked
class PicturePartsTest {
    private static final byte[] GREY = {10, 20, 30, 40};

    @TempDir
    Path directory;

    private static TestPng png() {
        return new TestPng().header(2, 2, 8, TestPng.GREY);
    }

    private static byte[] jpeg(boolean progressive) throws IOException {
        return TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), progressive);
    }

    private static float[] read(byte[] bytes) throws IOException {
        return Images.read(new ByteArrayInputStream(bytes), "name", 3).toArray();
    }

    private static void refuse(byte[] bytes, String part) {
        FormatException e = assertThrows(FormatException.class, () -> read(bytes), part);
        assertTrue(e.getMessage().startsWith("name: ") && e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void aPngIsItsPixelsAlone() throws IOException {
        byte[] plain = png().data(2, GREY).end();
        byte[] text = (" ".repeat(1000) + "\0\0").getBytes(StandardCharsets.US_ASCII);
        byte[] more = png().chunk("iCCP", text)
                .chunk("zTXt", text)
                .chunk("eXIf", text)
                .data(2, GREY)
                .chunk("PLTE", (byte) 1)
                .chunk("tEXt", text)
                .end();
        assertArrayEquals(plain, PngParts.of("name", more).stream().readAllBytes());
        assertArrayEquals(read(plain), read(more));
    }

    @Test
    void dataInManyChunksAreOne() throws IOException {
        byte[] plain = png().data(2, GREY).end();
        byte[] packed = Arrays.copyOfRange(plain, 41, plain.length - 16);
        TestPng pieces = png();
        for (byte piece : packed) {
            pieces.chunk("IDAT", piece).chunk("IDAT").chunk("noNe");
        }
        byte[] file = pieces.end();
        assertArrayEquals(plain, PngParts.of("name", file).stream().readAllBytes());
        assertArrayEquals(read(plain), read(file));
    }

    @Test
    void pngsThatLieAboutTheirChunks() {
        byte[] good = png().data(2, GREY).end();
        byte[] changed = good.clone();
        changed[45] ^= 1;
        refuse(changed, "chunk IDAT is damaged: its checksum does not fit");
        byte[] long31 = good.clone();
        long31[33] = 0x7f;
        refuse(long31, "chunk \"IDAT\" claims 21");
        byte[] long32 = good.clone();
        long32[33] = (byte) 0xff;
        refuse(long32, "chunk \"IDAT\" claims 42");
        refuse(png().header(1, 1, 8, TestPng.GREY).data(2, GREY).end(), "has a second chunk IHDR");
        refuse(png().chunk("BoMb").data(2, GREY).end(), "chunk \"BoMb\" is of a kind that is not read");
        refuse(png().chunk("B\u001b[m").data(2, GREY).end(), "chunk \"B\\u001b[m\" is of a kind");
        refuse(new TestPng().chunk("IHDR", new byte[12]).data(2, GREY).end(), "must begin with a chunk IHDR of 13");
    }

    @Test
    void cutPngs() throws IOException {
        byte[] good = png().data(2, GREY).end();
        new Damage(directory.resolve("x.png"), good, file -> Images.read(file, 1)).truncateEverywhere();
    }

    @Test
    void pixelsAreBoundedByTheData() throws IOException {
        // 1032 bytes for one of the file's is the best that can be, and a blank picture has it.
        assertEquals(
                1200 * 1200,
                read(new TestPng()
                                        .header(1200, 1200, 8, TestPng.GREY)
                                        .blank(1201 * 1200)
                                        .end())
                                .length
                        / 3);
        // A million pixels may have as few bytes as they like; more with fewer bits are counted as if they had eight.
        assertEquals(
                1 << 20,
                read(new TestPng()
                                        .header(1024, 1024, 1, TestPng.GREY)
                                        .blank(129 * 1024)
                                        .end())
                                .length
                        / 3);
        refuse(
                new TestPng()
                        .header(1200, 1200, 1, TestPng.GREY)
                        .blank(151 * 1200)
                        .end(),
                "must be at most 1032 a byte");
        refuse(new TestPng().header(1200, 1200, 16, TestPng.RGBA).blank(300_000).end(), "must be at most 129 a byte");
        refuse(
                new TestPng()
                        .header(1200, 1200, 8, TestPng.GREY_ALPHA)
                        .blank(1000)
                        .end(),
                "must be at most 516 a byte");
    }

    @Test
    void aJpegIsItsPixelsAlone() throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] plain = jpeg(progressive);
            byte[] profile = "ICC_PROFILE\0\1\1nonsense".getBytes(StandardCharsets.ISO_8859_1);
            byte[] more = TestJpeg.insert(plain, 0xe2, profile);
            more = TestJpeg.insert(more, 0xe1, "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
            more = TestJpeg.insert(more, 0xe0, "JFXX\0\20".getBytes(StandardCharsets.ISO_8859_1));
            more = TestJpeg.insert(more, 0xfe, new byte[1000]);
            byte[] behind = Arrays.copyOf(more, more.length + 100);
            assertArrayEquals(plain, JpegParts.of("name", behind).stream().readAllBytes());
            assertArrayEquals(read(plain), read(behind));
        }
    }

    @Test
    void scansAreBounded() throws IOException {
        byte[] plain = jpeg(true);
        int scan = TestJpeg.find(plain, 0xda);
        byte[] head = Arrays.copyOf(plain, scan);
        byte[] scans = Arrays.copyOfRange(plain, scan, plain.length - 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        for (int i = 0; i <= JpegParts.MAX_SCANS / 8; i++) {
            out.writeBytes(scans);
        }
        out.write(0xff);
        out.write(0xd9);
        refuse(out.toByteArray(), "has more than 100 scans");
    }

    @Test
    void jpegsThatLieAboutTheirSegments() throws IOException {
        byte[] good = jpeg(false);
        int frame = TestJpeg.find(good, 0xc0);
        byte[] second = Arrays.copyOfRange(good, frame + 4, frame + 19);
        refuse(TestJpeg.insert(TestJpeg.insert(good, 0xc0, second), 0xc0, second), "has a second frame");
        refuse(TestJpeg.insert(good, 0xc9, second), "is a JPEG of kind 9: must be 0, 1 or 2");
        refuse(
                TestJpeg.insert(good, 0xda, (byte) 1, (byte) 1, (byte) 0, (byte) 0, (byte) 63, (byte) 0),
                "before its frame");
        byte[] wrong = good.clone();
        wrong[TestJpeg.find(good, 0xdb) + 2] = (byte) 0xff;
        refuse(wrong, "it is cut");
        wrong = good.clone();
        wrong[TestJpeg.find(good, 0xdb) + 2] = 0;
        wrong[TestJpeg.find(good, 0xdb) + 3] = 1;
        refuse(wrong, "it is cut");
        // Bytes between segments are left out, as decoders do.
        int tables = TestJpeg.find(good, 0xdb);
        byte[] between = ByteBuffer.allocate(good.length + 3)
                .put(good, 0, tables)
                .put(new byte[] {1, (byte) 0xff, (byte) 0xff})
                .put(good, tables, good.length - tables)
                .array();
        assertArrayEquals(good, JpegParts.of("name", between).stream().readAllBytes());
    }

    @Test
    void onlyTheJdksReadersAreAsked() throws IOException {
        byte[] plain = png().data(2, GREY).end();
        try (ForeignReader reader = ForeignReader.registered()) {
            assertArrayEquals(new float[] {10 / 255f}, Arrays.copyOf(read(plain), 1));
            assertEquals(0, reader.asked());
        }
    }
}
