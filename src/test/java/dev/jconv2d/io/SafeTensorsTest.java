package dev.jconv2d.io;

import static dev.jconv2d.io.SafeTensorsFile.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class SafeTensorsTest {
    @TempDir
    Path directory;

    private SafeTensors open(String header, byte... data) throws IOException {
        return SafeTensors.open(SafeTensorsFile.write(directory, SafeTensorsFile.of(header, data)));
    }

    @Test
    void readsTheFloatTypes() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f).putFloat(Float.NaN).putFloat(-0f);
        data.putShort((short) 0x3c00).putShort((short) 0xfc00);
        data.putShort((short) 0x4049)
                .putShort((short) 0x8000)
                .putShort((short) 1)
                .putShort((short) 0x7f80);
        SafeTensors file = open(
                "{" + entry("b", "BF16", "[2,2,1]", 16, 24) + "," + entry("a", "F32", "[3]", 0, 12) + ","
                        + entry("h", "F16", "[1,2]", 12, 16) + "}   ",
                data.array());
        assertEquals(List.of("b", "a", "h"), List.copyOf(file.names()));
        assertThrows(UnsupportedOperationException.class, () -> file.names().clear());
        assertTrue(file.contains("a"));
        assertFalse(file.contains("c"));
        assertArrayEquals(new long[] {2, 2, 1}, file.shape("b"));
        file.shape("b")[0] = 9;
        assertArrayEquals(new long[] {2, 2, 1}, file.shape("b"));
        assertEquals("BF16", file.dtype("b"));
        assertArrayEquals(new float[] {1.5f, Float.NaN, -0f}, file.get("a").toArray());
        assertArrayEquals(new long[] {1, 2}, file.get("h").shape());
        assertArrayEquals(
                new float[] {1, Float.NEGATIVE_INFINITY}, file.get("h").toArray());
        assertArrayEquals(
                new float[] {3.140625f, -0f, 0x1p-133f, Float.POSITIVE_INFINITY},
                file.get("b").toArray());
    }

    @Test
    void readsMoreThanOnePiece() throws IOException {
        int count = Chunks.BYTES / 2 + 77;
        ByteBuffer data = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putShort((short) i);
        }
        SafeTensors file = open("{" + entry("x", "BF16", "[" + count + "]", 0, 2L * count) + "}", data.array());
        float[] read = file.get("x").toArray();
        for (int i = 0; i < count; i++) {
            assertEquals(i << 16, Float.floatToRawIntBits(read[i]), "element " + i);
        }
    }

    @Test
    void acceptsTheFormatsCorners() throws IOException {
        assertTrue(open("{}").names().isEmpty());
        assertTrue(open("{\"__metadata__\":{\"format\":\"pt\",\"\":\"\"}} \n")
                .names()
                .isEmpty());
        SafeTensors scalar = open("{" + entry("s", "F32", "[]", 0, 4) + "}", new byte[] {0, 0, 0, 0x40});
        assertArrayEquals(new long[0], scalar.get("s").shape());
        assertArrayEquals(new float[] {2}, scalar.get("s").toArray());
        // Empty tensors may stand anywhere between others.
        SafeTensors empty = open(
                "{" + entry("x", "F32", "[1]", 0, 4) + "," + entry("e", "F32", "[0,3]", 4, 4) + ","
                        + entry("f", "I64", "[0]", 0, 0) + "," + entry("y", "F16", "[1]", 4, 6) + "}",
                new byte[6]);
        assertEquals(0, empty.get("e").numel());
        SafeTensors escaped = open("{" + entry("\\u0061\\n", "F32", "[0]", 0, 0) + "}");
        assertTrue(escaped.contains("a\n"));
        SafeTensors unicode = open("{" + entry("gewicht.ä", "F32", "[0]", 0, 0) + "}");
        assertTrue(unicode.contains("gewicht.ä"));
    }

    @Test
    void refusesOtherTypesOnlyWhenAsked() throws IOException {
        for (SafeTensorsType type : SafeTensorsType.values()) {
            // 8 elements are whole bytes of every type.
            SafeTensors file = open("{" + entry("x", type.name(), "[8]", 0, type.bits()) + "}", new byte[type.bits()]);
            assertEquals(type.name(), file.dtype("x"));
            if (List.of("F32", "F16", "BF16").contains(type.name())) {
                assertArrayEquals(new float[8], file.get("x").toArray());
            } else {
                FormatException e = assertThrows(FormatException.class, () -> file.get("x"));
                assertTrue(e.getMessage().contains("dtype = " + type + ": must be F32, F16 or BF16"), e.getMessage());
            }
        }
    }

    @Test
    void namesWhatIsAbsent() throws IOException {
        SafeTensors file = open("{" + entry("fc.bias", "F32", "[0]", 0, 0) + ","
                + entry("conv1.weight", "F32", "[0]", 0, 0) + "," + entry("conv2.weight", "F32", "[0]", 0, 0) + "}");
        for (String call : new String[] {"get", "shape", "dtype"}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> {
                switch (call) {
                    case "get" -> file.get("conv3.weight");
                    case "shape" -> file.shape("conv3.weight");
                    default -> file.dtype("conv3.weight");
                }
            });
            String message = e.getMessage();
            assertTrue(message.startsWith("name = \"conv3.weight\": "), message);
            assertTrue(message.endsWith("closest: \"conv1.weight\", \"conv2.weight\", \"fc.bias\""), message);
        }
        assertThrows(NoSuchFileException.class, () -> SafeTensors.open(directory.resolve("absent")));
    }

    @Test
    void noticesAChangedFile() throws IOException {
        SafeTensors file = open("{" + entry("x", "F32", "[1]", 0, 4) + "}", new byte[4]);
        Path path = directory.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, new byte[bytes.length - 1]);
        assertThrows(FormatException.class, () -> file.get("x"));
        Files.delete(path);
        assertThrows(NoSuchFileException.class, () -> file.get("x"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "writes gigabytes where files are not sparse")
    void readsOneTensorOfAHugeFile() throws IOException {
        long huge = 2_200_000_000L;
        String header = "{" + entry("huge", "F16", "[1100000000]", 0, huge) + ","
                + entry("small", "F32", "[2]", huge, huge + 8) + "}";
        Path path = SafeTensorsFile.write(directory, SafeTensorsFile.of(header));
        long begin = Files.size(path);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(begin + huge + 8);
            sparse.seek(begin + huge);
            sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        }
        SafeTensors file = SafeTensors.open(path);
        Tensor small = file.get("small");
        assertArrayEquals(new float[] {1, 2}, small.toArray());
        FormatException e = assertThrows(FormatException.class, () -> file.get("huge"));
        assertTrue(e.getMessage().contains("more than 2 GiB - 1"), e.getMessage());
    }

    @Test
    void survivesDamage() throws IOException {
        String header = "{\"__metadata__\":{\"a\":\"b\"}," + entry("x", "F32", "[2,1]", 0, 8) + ","
                + entry("y", "F16", "[2]", 8, 12) + "} ";
        Damage damage =
                new Damage(directory.resolve("x.safetensors"), SafeTensorsFile.of(header, new byte[12]), file -> {
                    SafeTensors tensors = SafeTensors.open(file);
                    Tensor last = Tensor.zeros(0);
                    for (String name : tensors.names()) {
                        last = tensors.get(name);
                    }
                    return last;
                });
        damage.truncateEverywhere();
        assertTrue(damage.changeEverywhere('9', '-', ',') > 500);
    }

    @Test
    void refusesHeadersThatAreNoText() throws IOException {
        String good = "{" + entry("x", "F32", "[1]", 0, 4) + "}";
        refuse(SafeTensorsFile.of(good.getBytes(StandardCharsets.UTF_16LE), new byte[4]), "");
        refuse(SafeTensorsFile.of(good.replace("x", "\u00e4").getBytes(StandardCharsets.ISO_8859_1)), "UTF-8");
        byte[] length = SafeTensorsFile.of(good, new byte[4]);
        length[0]++;
        refuse(length, "");
        length[0] = 127;
        refuse(length, "header length = 127: must be at most");
        length[7] = (byte) 0x80;
        refuse(length, "header length = 9223372036854775935: must be at most");
        refuse(new byte[] {1, 0, 0, 0}, "has 4 bytes");
        refuse(SafeTensorsFile.of(""), "does not begin with '{'");
    }

    private void refuse(byte[] bytes, String part) throws IOException {
        Path file = SafeTensorsFile.write(directory, bytes);
        FormatException e = assertThrows(FormatException.class, () -> SafeTensors.open(file));
        assertTrue(e.getMessage().startsWith(file + ": ") && e.getMessage().contains(part), e.getMessage());
    }
}
