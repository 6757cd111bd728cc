package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jconv2d.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** Every kind of PNG, against values worked out by hand. */
class ImagesPngTest {
    private static final byte FF = (byte) 0xff;

    private static float[] read(byte[] png, int channels, long... shape) throws IOException {
        Tensor tensor = Images.read(new ByteArrayInputStream(png), "test.png", channels);
        assertArrayEquals(shape, tensor.shape());
        return tensor.toArray();
    }

    private static float[] over(double max, double... samples) {
        float[] values = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            values[i] = (float) (samples[i] / max);
        }
        return values;
    }

    @Test
    void rgb() throws IOException {
        byte[] png = new TestPng()
                .header(2, 1, 8, TestPng.RGB)
                .data(6, (byte) 1, (byte) 2, (byte) 3, FF, (byte) 128, (byte) 0)
                .end();
        assertArrayEquals(over(255, 1, 255, 2, 128, 3, 0), read(png, 3, 1, 3, 1, 2));
        assertArrayEquals(over(255, 1, 255, 2, 128, 3, 0, 255, 255), read(png, 4, 1, 4, 1, 2));
        assertArrayEquals(
                over(255, 0.299 + 2 * 0.587 + 3 * 0.114, 255 * 0.299 + 128 * 0.587), read(png, 1, 1, 1, 1, 2), 1e-7f);
    }

    @Test
    void greyStaysExactlyGrey() throws IOException {
        byte[] all = new byte[256];
        double[] expected = new double[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
            expected[i] = i;
        }
        byte[] png = new TestPng().header(16, 16, 8, TestPng.GREY).data(16, all).end();
        float[] grey = over(255, expected);
        assertArrayEquals(grey, read(png, 1, 1, 1, 16, 16));
        float[] rgba = read(png, 4, 1, 4, 16, 16);
        for (int channel = 0; channel < 3; channel++) {
            assertArrayEquals(grey, Arrays.copyOfRange(rgba, 256 * channel, 256 * channel + 256));
        }
        assertEquals(1, rgba[3 * 256 + 7]);
    }

    @Test
    void alphaIsLeftOutNotApplied() throws IOException {
        byte[] rgba = new TestPng()
                .header(1, 2, 8, TestPng.RGBA)
                .data(4, (byte) 10, (byte) 20, (byte) 30, (byte) 0, (byte) 40, (byte) 50, (byte) 60, (byte) 70)
                .end();
        assertArrayEquals(over(255, 10, 40, 20, 50, 30, 60), read(rgba, 3, 1, 3, 2, 1));
        assertArrayEquals(over(255, 10, 40, 20, 50, 30, 60, 0, 70), read(rgba, 4, 1, 4, 2, 1));
        byte[] greyAlpha = new TestPng()
                .header(1, 1, 8, TestPng.GREY_ALPHA)
                .data(2, (byte) 10, (byte) 20)
                .end();
        assertArrayEquals(over(255, 10), read(greyAlpha, 1, 1, 1, 1, 1));
        assertArrayEquals(over(255, 10, 10, 10, 20), read(greyAlpha, 4, 1, 4, 1, 1));
    }

    @Test
    void sixteenBitsAreKept() throws IOException {
        byte[] grey = new TestPng()
                .header(2, 1, 16, TestPng.GREY)
                .data(4, (byte) 1, (byte) 2, FF, FF)
                .end();
        assertArrayEquals(over(65535, 258, 65535), read(grey, 1, 1, 1, 1, 2));
        ByteBuffer samples = ByteBuffer.allocate(8);
        samples.putShort((short) 1).putShort((short) 40000).putShort((short) 3).putShort((short) 65534);
        byte[] rgba = new TestPng()
                .header(1, 1, 16, TestPng.RGBA)
                .data(8, samples.array())
                .end();
        assertArrayEquals(over(65535, 1, 40000, 3, 65534), read(rgba, 4, 1, 4, 1, 1));
        byte[] rgb = new TestPng()
                .header(1, 1, 16, TestPng.RGB)
                .data(6, Arrays.copyOf(samples.array(), 6))
                .end();
        assertArrayEquals(over(65535, 1, 40000, 3), read(rgb, 3, 1, 3, 1, 1));
        assertArrayEquals(over(65535, 0.299 + 40000 * 0.587 + 3 * 0.114), read(rgb, 1, 1, 1, 1, 1), 1e-7f);
    }

    @Test
    void fewBitsAreSpread() throws IOException {
        byte[] one = new TestPng()
                .header(4, 1, 1, TestPng.GREY)
                .data(1, (byte) 0b0101_0000)
                .end();
        assertArrayEquals(over(1, 0, 1, 0, 1), read(one, 1, 1, 1, 1, 4));
        byte[] two = new TestPng()
                .header(4, 1, 2, TestPng.GREY)
                .data(1, (byte) 0b00_01_10_11)
                .end();
        assertArrayEquals(over(3, 0, 1, 2, 3), read(two, 1, 1, 1, 1, 4));
        byte[] four =
                new TestPng().header(2, 1, 4, TestPng.GREY).data(1, (byte) 0x7e).end();
        assertArrayEquals(over(15, 7, 14), read(four, 1, 1, 1, 1, 2));
    }

    @Test
    void palettes() throws IOException {
        byte[] colors = {10, 20, 30, 40, 50, 60, 70, 80, 90};
        byte[] png = new TestPng()
                .header(4, 1, 2, TestPng.PALETTE)
                .chunk("PLTE", colors)
                .chunk("tRNS", (byte) 5, FF)
                .data(1, (byte) 0b10_01_00_00)
                .end();
        assertArrayEquals(
                over(255, 70, 40, 10, 10, 80, 50, 20, 20, 90, 60, 30, 30, 255, 255, 5, 5), read(png, 4, 1, 4, 1, 4));
        byte[] wide = new TestPng()
                .header(2, 1, 8, TestPng.PALETTE)
                .chunk("PLTE", colors)
                .data(2, (byte) 2, (byte) 0)
                .end();
        assertArrayEquals(over(255, 70, 10, 80, 20, 90, 30), read(wide, 3, 1, 3, 1, 2));
    }

    @Test
    void profilesAndGammaDoNotChangeSamples() throws IOException {
        byte[] gamma = ByteBuffer.allocate(4).putInt(100_000).array();
        byte[] png = new TestPng()
                .header(1, 1, 8, TestPng.RGB)
                .chunk("gAMA", gamma)
                .chunk("tEXt", (byte) 'a', (byte) 0, (byte) 'b')
                .data(3, (byte) 50, (byte) 100, (byte) 150)
                .end();
        assertArrayEquals(over(255, 50, 100, 150), read(png, 3, 1, 3, 1, 1));
        byte[] behind = Arrays.copyOf(png, png.length + 10);
        assertArrayEquals(over(255, 50, 100, 150), read(behind, 3, 1, 3, 1, 1));
    }

    @Test
    void interlacedIsTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(37, 23, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 37 * 23; i++) {
            image.setRGB(i % 37, i / 37, random.nextInt());
        }
        float[] plain = read(encode(image, false), 3, 1, 3, 23, 37);
        assertArrayEquals(plain, read(encode(image, true), 3, 1, 3, 23, 37), "seed " + seed);
        for (int i = 0; i < 37 * 23; i++) {
            int green = image.getRGB(i % 37, i / 37) >> 8 & 0xff;
            assertEquals(green / 255f, plain[37 * 23 + i], "pixel " + i + ", seed " + seed);
        }
    }

    private static byte[] encode(BufferedImage image, boolean interlaced) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
