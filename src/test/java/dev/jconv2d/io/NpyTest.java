package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class NpyTest {
    @TempDir
    Path directory;

    @Test
    void roundTripKeepsEveryBit() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[][] shapes = {{}, {1}, {0}, {7}, {3, 0, 2}, {2, 3, 5, 7}, {1, 1, 1, 1, 1, 4}, {70_000, 3}};
        for (long[] shape : shapes) {
            float[] values = new float[Tensor.zeros(shape).numel()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.intBitsToFloat(random.nextInt());
            }
            Path file = directory.resolve("t.npy");
            Npy.write(file, Tensor.of(values, shape));
            Tensor read = Npy.read(file);
            assertArrayEquals(shape, read.shape());
            assertArrayEquals(bits(values), bits(read.toArray()), Arrays.toString(shape) + ", seed " + seed);
        }
    }

    @Test
    void writesWhatNumPyWrites() throws IOException {
        Path file = directory.resolve("t.npy");
        Npy.write(file, Tensor.of(new float[] {1, -2}, 2));
        byte[] bytes = Files.readAllBytes(file);
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
        byte[] expected = NpyFile.of(1, header + " ".repeat(117 - header.length()) + "\n", new byte[] {
            0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0
        });
        assertArrayEquals(expected, bytes);
        assertEquals(0, (bytes.length - 8) % 64);
    }

    @Test
    void readsEveryTypeOrderAndVersion() throws IOException {
        // 2 x 3 x 4, where element (i, j, k) is 100 i + 10 j + k: each value says where it belongs.
        long[] shape = {2, 3, 4};
        for (String descr : new String[] {"<f4", ">f4", "<f8", ">f8", "<i4", ">i4", "|u1", "<u1", ">u1"}) {
            for (boolean fortran : new boolean[] {false, true}) {
                for (int version = 1; version <= 3; version++) {
                    String header = NpyFile.header(descr, fortran, "(2, 3, 4)");
                    byte[] data = cube(descr, fortran);
                    Tensor read = Npy.read(NpyFile.write(directory, NpyFile.of(version, header, data)));
                    assertArrayEquals(shape, read.shape());
                    float[] expected = new float[24];
                    for (int i = 0; i < 24; i++) {
                        expected[i] = 100 * (i / 12) + 10 * (i / 4 % 3) + i % 4;
                    }
                    assertArrayEquals(expected, read.toArray(), descr + ", Fortran " + fortran + ", " + version);
                }
            }
        }
    }

    private static byte[] cube(String descr, boolean fortran) {
        ByteBuffer out = ByteBuffer.allocate(24 * Integer.parseInt(descr.substring(2)))
                .order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < 24; n++) {
            int value = fortran ? 100 * (n % 2) + 10 * (n / 2 % 3) + n / 6 : 100 * (n / 12) + 10 * (n / 4 % 3) + n % 4;
            switch (descr.substring(1)) {
                case "f4" -> out.putFloat(value);
                case "f8" -> out.putDouble(value);
                case "i4" -> out.putInt(value);
                default -> out.put((byte) value);
            }
        }
        return out.array();
    }

    @Test
    void roundsToNearestEven() throws IOException {
        double[] doubles = {0.1, 16777217, 16777219, 1e300, -1e300, 1e-300, Double.NaN, -0.0};
        ByteBuffer data = ByteBuffer.allocate(8 * doubles.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(doubles);
        Tensor read =
                Npy.read(NpyFile.write(directory, NpyFile.of(1, NpyFile.header("<f8", false, "(8,)"), data.array())));
        float inf = Float.POSITIVE_INFINITY;
        assertArrayEquals(new float[] {0.1f, 16777216, 16777220, inf, -inf, 0, Float.NaN, -0f}, read.toArray());

        ByteBuffer ints = ByteBuffer.allocate(12).order(ByteOrder.BIG_ENDIAN);
        ints.putInt(16777217).putInt(Integer.MAX_VALUE).putInt(Integer.MIN_VALUE);
        read = Npy.read(NpyFile.write(directory, NpyFile.of(2, NpyFile.header(">i4", true, "(3,)"), ints.array())));
        assertArrayEquals(new float[] {16777216, 0x1p31f, -0x1p31f}, read.toArray());

        byte[] bytes = {0, 127, (byte) 128, (byte) 255};
        read = Npy.read(NpyFile.write(directory, NpyFile.of(3, NpyFile.header("|u1", false, "(4,)"), bytes)));
        assertArrayEquals(new float[] {0, 127, 128, 255}, read.toArray());
    }

    @Test
    void readsMoreThanOnePieceInEitherOrder() throws IOException {
        int rows = 333;
        int columns = 411;
        ByteBuffer data = ByteBuffer.allocate(8 * rows * columns).order(ByteOrder.BIG_ENDIAN);
        assertTrue(data.capacity() > 3 * Chunks.BYTES && data.capacity() % Chunks.BYTES != 0);
        for (int i = 0; i < rows * columns; i++) {
            data.putDouble(i);
        }
        Tensor c = Npy.read(
                NpyFile.write(directory, NpyFile.of(1, NpyFile.header(">f8", false, "(333, 411)"), data.array())));
        Tensor f = Npy.read(
                NpyFile.write(directory, NpyFile.of(1, NpyFile.header(">f8", true, "(333, 411)"), data.array())));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                assertEquals(i * columns + j, c.buffer().get(i * columns + j));
                assertEquals(j * rows + i, f.buffer().get(i * columns + j));
            }
        }
    }

    @Test
    void survivesDamage() throws IOException {
        for (int version : new int[] {1, 3}) {
            String header = NpyFile.header("<f4", true, "(2, 3)");
            Damage damage =
                    new Damage(directory.resolve("x.npy"), NpyFile.of(version, header, new byte[24]), Npy::read);
            damage.truncateEverywhere();
            assertTrue(damage.changeEverywhere('9', '-', ',') > 200);
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThrows(NoSuchFileException.class, () -> Npy.read(directory.resolve("absent.npy")));
        assertThrows(FileSystemException.class, () -> Npy.read(directory));
        Tensor tensor = Tensor.zeros(1);
        assertThrows(NoSuchFileException.class, () -> Npy.write(directory.resolve("absent/x.npy"), tensor));
        long[] shape = new long[65];
        Arrays.fill(shape, 1);
        Tensor deep = Tensor.zeros(shape);
        assertThrows(IllegalArgumentException.class, () -> Npy.write(directory.resolve("x.npy"), deep));
    }

    @Test
    void writesReadOnlyTensors() throws IOException {
        ByteBuffer memory = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        memory.asFloatBuffer().put(new float[] {3, 4});
        Tensor tensor = Tensor.wrap(memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder()), 2, 1);
        Path file = directory.resolve("t.npy");
        Npy.write(file, tensor);
        assertArrayEquals(new float[] {3, 4}, Npy.read(file).toArray());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
