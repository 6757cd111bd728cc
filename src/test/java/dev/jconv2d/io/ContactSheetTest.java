package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ContactSheetTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @TempDir
    Path directory;

    /** The written picture's samples, row by row. */
    private int[][] pixels(ContactSheet sheet) throws IOException {
        Path file = directory.resolve("sheet.png");
        sheet.write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(1, image.getRaster().getNumBands());
        int[][] rows = new int[image.getHeight()][];
        for (int y = 0; y < rows.length; y++) {
            rows[y] = image.getRaster().getPixels(0, y, image.getWidth(), 1, (int[]) null);
        }
        return rows;
    }

    private static Tensor ramps(long... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.numel(); i++) {
            tensor.buffer().put(i, i);
        }
        return tensor;
    }

    @Test
    void laysOutAGrid() throws IOException {
        // Five maps of 1 x 2, each from its smallest to its largest value, black to white.
        ContactSheet sheet = ContactSheet.of(ramps(5, 1, 2));
        assertEquals(5, sheet.tiles());
        assertEquals(3, sheet.columns());
        assertEquals(2, sheet.rows());
        int line = 64;
        assertArrayEquals(
                new int[][] {
                    {0, 255, line, 0, 255, line, 0, 255},
                    {line, line, line, line, line, line, line, line},
                    {0, 255, line, 0, 255, line, line, line},
                },
                pixels(sheet));
    }

    @Test
    void scalesEachMapByItself() throws IOException {
        float[] values = {-1, 0, 1, 3, /* huge */ -3e38f, 3e38f, 0, 0, /* constant */ 7, 7, 7, 7};
        assertArrayEquals(
                new int[][] {
                    {0, 64, 64, 0, 255},
                    {128, 255, 64, 128, 128},
                    {64, 64, 64, 64, 64},
                    {128, 128, 64, 64, 64},
                    {128, 128, 64, 64, 64},
                },
                pixels(ContactSheet.of(Tensor.of(values, 3, 1, 2, 2))));
    }

    @Test
    void showsWhatIsNotFinite() throws IOException {
        float[] values = {NAN, INF, -INF, 1, 2, 5, /* none finite */ NAN, INF, -INF, NAN, NAN, NAN};
        assertArrayEquals(
                new int[][] {{128, 255, 0, 0, 64, 255, 64, 128, 255, 0, 128, 128, 128}},
                pixels(ContactSheet.of(Tensor.of(values, 2, 1, 6))));
    }

    @Test
    void showsTheFirstMaps() throws IOException {
        assertEquals(256, ContactSheet.of(Tensor.zeros(3, 100, 2, 2)).tiles());
        ContactSheet two = ContactSheet.of(ramps(2, 2, 1, 2), 3);
        assertEquals(3, two.tiles());
        assertEquals(2, two.columns());
        ContactSheet one = ContactSheet.of(ramps(3, 1, 2), 1);
        assertArrayEquals(new int[][] {{0, 255}}, pixels(one));
        assertEquals(1, one.rows());
        assertEquals(3, ContactSheet.of(ramps(3, 1, 2), Integer.MAX_VALUE).tiles());
    }

    @Test
    void mixesSizes() throws IOException {
        Tensor tall = ramps(2, 1);
        Tensor wide = ramps(1, 3);
        assertArrayEquals(
                new int[][] {
                    {0, 64, 64, 64, 0, 128, 255},
                    {255, 64, 64, 64, 64, 64, 64},
                },
                pixels(ContactSheet.of(List.of(tall, wide))));
        ContactSheet sheet = ContactSheet.of(List.of(tall), ramps(7, 1, 1), 2);
        assertEquals(3, sheet.tiles());
        assertArrayEquals(
                new int[][] {
                    {0, 64, 128},
                    {255, 64, 64},
                    {64, 64, 64},
                    {128, 64, 64},
                    {64, 64, 64},
                },
                pixels(sheet));
    }

    @Test
    void isDrawnWhenMade() throws IOException {
        Tensor maps = ramps(1, 1, 2);
        ContactSheet sheet = ContactSheet.of(maps);
        maps.buffer().put(0, 100);
        assertArrayEquals(new int[][] {{0, 255}}, pixels(sheet));
    }

    @Test
    void refusesBadArguments() {
        for (long[] shape : new long[][] {{}, {3}, {3, 4}, {1, 1, 1, 2, 2}, {0, 2, 2}, {1, 2, 0, 2}}) {
            assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(Tensor.zeros(shape)));
        }
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(ramps(1, 2, 2), 0));
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(List.of(ramps(1, 2, 2))));
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(List.of(ramps(0, 2))));
    }

    @Test
    void refusesHugeSheets() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> ContactSheet.of(List.of(Tensor.zeros(1, 10_000_000), Tensor.zeros(10_000_000, 1))));
        assertTrue(e.getMessage().contains("must have at most 64000000"), e.getMessage());
        // Tens of millions of tiles would fill the heap if they were made before they are counted.
        Tensor many = Tensor.zeros(1, 60_000_000, 1, 1);
        e = assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(many, Integer.MAX_VALUE));
        assertTrue(e.getMessage().startsWith("sheet of 60000000 tiles = 15491 x 15491 pixels"), e.getMessage());
    }

    @Test
    void keepsTheOldFileOnFailure() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("d"));
        assertThrows(IOException.class, () -> ContactSheet.of(ramps(1, 1, 2)).write(occupied));
        assertTrue(Files.isDirectory(occupied));
    }
}
