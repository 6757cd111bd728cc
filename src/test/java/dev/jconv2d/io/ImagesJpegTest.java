package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ImagesJpegTest {
    @TempDir
    Path directory;

    private static Tensor read(byte[] jpeg, int channels) throws IOException {
        return Images.read(new ByteArrayInputStream(jpeg), "test.jpg", channels);
    }

    @Test
    void colorsSurvive() throws IOException {
        BufferedImage image = TestJpeg.gradient(40, 24, BufferedImage.TYPE_INT_RGB);
        for (boolean progressive : new boolean[] {false, true}) {
            Tensor rgb = read(TestJpeg.of(image, progressive), 3);
            assertArrayEquals(new long[] {1, 3, 24, 40}, rgb.shape());
            for (int channel = 0; channel < 3; channel++) {
                for (int y = 0; y < 24; y++) {
                    for (int x = 0; x < 40; x++) {
                        int sample = image.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
                        float found = rgb.buffer().get((channel * 24 + y) * 40 + x);
                        assertEquals(sample / 255f, found, 8 / 255f, channel + ", " + y + ", " + x);
                    }
                }
            }
        }
    }

    @Test
    void greyIsTheLumaOfTheColors() throws IOException {
        byte[] jpeg = TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), false);
        float[] rgb = read(jpeg, 3).toArray();
        float[] grey = read(jpeg, 1).toArray();
        for (int i = 0; i < 256; i++) {
            assertEquals(0.299 * rgb[i] + 0.587 * rgb[256 + i] + 0.114 * rgb[512 + i], grey[i], 1e-6);
        }
        float[] alpha = read(jpeg, 4).toArray();
        assertArrayEquals(rgb, Arrays.copyOf(alpha, 768));
        assertEquals(1, alpha[768]);
    }

    @Test
    void greyFilesHaveStoredValues() throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 128; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, 100);
        }
        float[] expected = new float[128];
        Arrays.fill(expected, 100 / 255f);
        assertArrayEquals(expected, read(TestJpeg.of(image, false), 1).toArray(), 1 / 255f);
    }

    @Test
    void refusesMissingData() throws IOException {
        byte[] jpeg = TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), false);
        refuse(jpeg, TestJpeg.find(jpeg, 0xc0) + 5, 0xff, "is damaged: Corrupt JPEG data: premature end");
    }

    @Test
    void refusesHugeClaims() throws IOException {
        byte[] jpeg = TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), false);
        int frame = TestJpeg.find(jpeg, 0xc0);
        byte[] huge = jpeg.clone();
        huge[frame + 5] = (byte) 0xc3;
        huge[frame + 6] = 0x50;
        huge[frame + 7] = (byte) 0xc3;
        huge[frame + 8] = 0x50;
        refuse(huge, 0, 0xff, "claims 50000 x 50000 pixels");
        huge[frame + 5] = 0x20;
        huge[frame + 7] = 0x20;
        refuse(huge, 0, 0xff, "claims 8272 x 8272 pixels");
    }

    private static void refuse(byte[] jpeg, int at, int value, String part) {
        byte[] changed = jpeg.clone();
        changed[at] = (byte) value;
        FormatException e = assertThrows(FormatException.class, () -> read(changed, 3), part);
        assertTrue(e.getMessage().startsWith("test.jpg: ") && e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void survivesDamage() throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] jpeg = TestJpeg.of(TestJpeg.gradient(9, 7, BufferedImage.TYPE_BYTE_GRAY), progressive);
            Damage damage = new Damage(directory.resolve("x.jpg"), jpeg, file -> Images.read(file, 3));
            damage.truncateEverywhere();
            assertTrue(damage.changeEverywhere() > 20);
        }
    }
}
