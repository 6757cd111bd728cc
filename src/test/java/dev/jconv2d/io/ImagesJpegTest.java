package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Tensor;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    void profilesAndOtherSegmentsDoNotChangeSamples() throws IOException {
        byte[] jpeg = TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), false);
        float[] plain = read(jpeg, 3).toArray();
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        profile.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1));
        profile.writeBytes(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
        byte[] changed = TestJpeg.insert(jpeg, 0xe2, profile.toByteArray());
        changed = TestJpeg.insert(changed, 0xe1, new byte[] {'E', 'x', 'i', 'f', 0, 0, (byte) 0xff, (byte) 0xd9});
        changed = TestJpeg.insert(changed, 0xfe, new byte[100]);
        assertArrayEquals(plain, read(changed, 3).toArray());
        assertArrayEquals(plain, read(Arrays.copyOf(jpeg, jpeg.length + 9), 3).toArray());
    }

    @Test
    void refusesWhatItDoesNotRead() throws IOException {
        byte[] jpeg = TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), false);
        int frame = TestJpeg.find(jpeg, 0xc0);
        refuse(jpeg, frame + 9, 4, "4 components of 8 bits: must be 1 (grey) or 3 (colour)");
        refuse(jpeg, frame + 4, 12, "3 components of 12 bits");
        refuse(jpeg, frame + 1, 0xc9, "frame marker c9");
        refuse(jpeg, frame + 1, 0xc3, "frame marker c3");
        refuse(jpeg, frame + 6, 0, "claims 16 x 0 pixels");
        refuse(jpeg, frame + 5, 0xff, "is damaged: Corrupt JPEG data: premature end");
        refuse(jpeg, frame, 0, "must be the start of a marker");
        refuse(jpeg, frame + 1, 0xd0, "marker d0");
        refuse(jpeg, frame + 2, 0xff, "more than the file has left");
        refuse(TestJpeg.insert(jpeg, 0xd8, new byte[2]), 0, 0xff, "marker d8");
        byte[] twice = new byte[15];
        System.arraycopy(jpeg, frame + 4, twice, 0, 15);
        refuse(TestJpeg.insert(jpeg, 0xc0, twice), 0, 0xff, "there once");
    }

    @Test
    void refusesThousandsOfScans() throws IOException {
        byte[] jpeg = TestJpeg.of(TestJpeg.gradient(16, 16, BufferedImage.TYPE_INT_RGB), true);
        int scan = TestJpeg.find(jpeg, 0xda);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 101; i++) {
            many.write(jpeg, scan, 14);
        }
        many.write(jpeg, jpeg.length - 2, 2);
        refuse(many.toByteArray(), 0, 0xff, "more than 100 scans");
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
        refuse(huge, 0, 0xff, "claims 50000 x 50000 pixels: must be from 1 x 1 to 100000000 altogether");
        huge[frame + 5] = 0x20;
        huge[frame + 7] = 0x20;
        refuse(huge, 0, 0xff, "claims 8272 x 8272 pixels: the file is long enough for");
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
            assertTrue(damage.changeEverywhere() > 200);
        }
    }
}
