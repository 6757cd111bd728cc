package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jconv2d.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ImagesTest {
    @TempDir
    Path directory;

    @Test
    void roundTrip() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = directory.resolve("t.png");
        for (int channels : new int[] {1, 3, 4}) {
            float[] values = new float[channels * 5 * 7];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(256) / 255f;
            }
            Images.writePng(file, Tensor.of(values, 1, channels, 5, 7));
            Tensor read = Images.read(file, channels);
            assertArrayEquals(new long[] {1, channels, 5, 7}, read.shape());
            assertArrayEquals(values, read.toArray(), channels + " channels, seed " + seed);
            Images.writePng(file, Tensor.of(values, channels, 5, 7));
            assertArrayEquals(values, Images.read(file, channels).toArray(), channels + " channels, seed " + seed);
        }
    }

    @Test
    void othersSeeWhatIsWritten() throws IOException {
        Path file = directory.resolve("t.png");
        Images.writePng(file, Tensor.of(new float[] {1, 0, 0.5f, 0, 0, 0.2f}, 3, 1, 2));
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(0xffff8000, image.getRGB(0, 0));
        assertEquals(0xff000033, image.getRGB(1, 0));
        float[] odd = {-1, 2, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0.4999f / 255};
        Images.writePng(file, Tensor.of(odd, 1, 1, 6));
        int[] samples = ImageIO.read(file.toFile()).getRaster().getPixels(0, 0, 6, 1, (int[]) null);
        assertArrayEquals(new int[] {0, 255, 0, 0, 255, 0}, samples);
    }

    @Test
    void refusesBadArguments() {
        Path file = directory.resolve("t.png");
        for (int channels : new int[] {-1, 0, 2, 5}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> Images.read(file, channels));
            assertEquals("channels = " + channels + ": must be 1 (grey), 3 (RGB) or 4 (RGBA)", e.getMessage());
        }
        for (long[] shape : new long[][] {{}, {3, 4}, {2, 3, 4, 4}, {2, 4, 4}, {0, 4, 4}, {3, 0, 4}, {1, 1, 3, 0}}) {
            assertThrows(IllegalArgumentException.class, () -> Images.writePng(file, Tensor.zeros(shape)));
        }
        assertFalse(Files.exists(file));
        assertThrows(NoSuchFileException.class, () -> Images.read(file, 3));
        assertThrows(FileSystemException.class, () -> Images.read(directory, 3));
    }

    @Test
    void streamsAreReadButNotClosed() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        byte[] png =
                new TestPng().header(1, 1, 8, TestPng.GREY).data(1, (byte) 51).end();
        try (InputStream in = new ByteArrayInputStream(png) {
            @Override
            public void close() {
                closed.set(true);
            }
        }) {
            assertArrayEquals(new float[] {0.2f}, Images.read(in, "name", 1).toArray());
            assertFalse(closed.get());
            assertEquals(-1, in.read());
        }
    }

    @Test
    void refusesOtherFiles() {
        refuse(new byte[0], "is neither PNG nor JPEG");
        refuse("GIF89a".getBytes(StandardCharsets.US_ASCII), "is neither PNG nor JPEG");
        refuse(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, "it is cut");
        refuse(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9}, "has no scan");
    }

    @Test
    void refusesHugeClaims() throws IOException {
        byte[] row = new byte[50];
        refuse(
                new TestPng()
                        .header(50_000, 50_000, 8, TestPng.GREY)
                        .data(50, row)
                        .end(),
                "claims 50000 x 50000 pixels");
        refuse(
                new TestPng()
                        .header(10_000, 10_000, 8, TestPng.GREY)
                        .data(50, row)
                        .end(),
                "more than 1048576 must be at most 1032 a byte");
        refuse(
                new TestPng().header(0, 5, 8, TestPng.GREY).data(50, row).end(),
                "claims 0 x 5 pixels: must have one or more");
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefused() throws IOException {
        // Valid, 100 million pixels in a hundred kilobytes; as RGBA 1.6 GB of float32.
        assumeTrue(Runtime.getRuntime().maxMemory() < 1_500_000_000L);
        byte[] png = new TestPng()
                .header(10_000, 10_000, 8, TestPng.GREY)
                .blank(10_001 * 10_000)
                .end();
        assertTrue(png.length < 120_000);
        refuse(png, 4, "must fit into memory");
    }

    @Test
    void refusesLyingPngs() {
        refuse(new TestPng().data(4, new byte[16]).end(), "must begin with a chunk IHDR");
        refuse(new TestPng().header(4, 4, 4, TestPng.RGB).end(), "has no chunk IDAT");
        refuse(new TestPng().header(4, 4, 4, TestPng.RGB).data(6, new byte[24]).end(), "cannot be decoded");
        refuse(new TestPng().header(4, 4, 8, 5).data(4, new byte[16]).end(), "colour type = 5");
        refuse(
                new TestPng()
                        .header(4, 4, 8, TestPng.PALETTE)
                        .data(4, new byte[16])
                        .end(),
                "cannot be decoded");
        refuse(new TestPng().header(4, 4, 8, TestPng.GREY).data(4, new byte[12]).end(), "cannot be decoded");
        refuse(
                new TestPng()
                        .header(4, 4, 8, TestPng.GREY)
                        .chunk("IDAT", new byte[100])
                        .end(),
                "cannot be decoded");
    }

    private static void refuse(byte[] bytes, String part) {
        refuse(bytes, 3, part);
    }

    private static void refuse(byte[] bytes, int channels, String part) {
        FormatException e = assertThrows(
                FormatException.class, () -> Images.read(new ByteArrayInputStream(bytes), "name", channels), part);
        assertTrue(e.getMessage().startsWith("name: ") && e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void survivesDamage() throws IOException {
        byte[] png = new TestPng()
                .header(3, 3, 8, TestPng.PALETTE)
                .chunk("PLTE", new byte[9])
                .data(3, new byte[9])
                .end();
        Damage damage = new Damage(directory.resolve("x.png"), png, file -> Images.read(file, 4));
        assertTrue(damage.changeEverywhere() > png.length);
    }

    @Test
    void survivesDamageUnderGoodChecksums() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] palette = new byte[random.nextInt(3) * 3 + random.nextInt(2)];
            byte[] packed = TestPng.deflate(new byte[40]);
            packed[random.nextInt(packed.length)] ^= (byte) random.nextInt(4);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            header.writeBytes(new byte[] {0, 0, 0, (byte) random.nextInt(6), 0, 0, 0, (byte) random.nextInt(6)});
            header.writeBytes(new byte[] {(byte) (1 << random.nextInt(5)), (byte) random.nextInt(7)});
            header.writeBytes(
                    new byte[] {(byte) random.nextInt(2), (byte) random.nextInt(2), (byte) random.nextInt(3)});
            byte[] png = new TestPng()
                    .chunk("IHDR", header.toByteArray())
                    .chunk(random.nextBoolean() ? "PLTE" : "pLTe", palette)
                    .chunk(random.nextBoolean() ? "tRNS" : "tNON", new byte[random.nextInt(8)])
                    .chunk("IDAT", packed)
                    .end();
            try {
                Images.read(new ByteArrayInputStream(png), "name", 4);
            } catch (FormatException e) {
                assertTrue(e.getMessage().startsWith("name: "), e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError("picture " + i + ", seed " + seed, e);
            }
        }
    }
}
