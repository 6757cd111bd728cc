package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers in every spelling, and headers that lie. */
@NullUnmarked
class NpyHeaderTest {
    @TempDir
    Path directory;

    @Test
    void acceptsNumPysDialects() throws IOException {
        byte[] four = new byte[16];
        for (String header : new String[] {
            "{'shape': (2, 2), 'fortran_order': False, 'descr': '<f4'}",
            "{\"descr\":\"<f4\",\"fortran_order\":True,\"shape\":(2,2,)}",
            " { 'descr' :\t'<f4' ,\n'fortran_order': False , 'shape': ( 2 , 2 ) , } \n\n",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 2L), }\n"
        }) {
            Tensor read = Npy.read(NpyFile.write(directory, NpyFile.of(1, header, four)));
            assertArrayEquals(new long[] {2, 2}, read.shape(), header);
        }
        byte[] scalar = NpyFile.of(1, NpyFile.header("<f4", false, "()"), new byte[] {0, 0, 0, 0x40});
        Tensor read = Npy.read(NpyFile.write(directory, scalar));
        assertArrayEquals(new long[0], read.shape());
        assertArrayEquals(new float[] {2}, read.toArray());
        byte[] empty = NpyFile.of(1, NpyFile.header("<f8", true, "(3, 0)"), new byte[0]);
        assertArrayEquals(
                new long[] {3, 0}, Npy.read(NpyFile.write(directory, empty)).shape());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'shape': (2, 2)}",
                "{'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'more': 1}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)} x",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}}",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '<f4',, 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr' '<f4', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '<f4, 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': <f4, 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '=f4', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '|f4', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': 'f4', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '<f2', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '|O', 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 2)}",
                "{'descr': '<f4', 'fortran_order': false, 'shape': (2, 2)}",
                "{'descr': '<f4', 'fortran_order': 'False', 'shape': (2, 2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 4}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 2]}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2.0)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 02)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 1}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (5,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (4,)}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (4,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (536870911,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (536870912,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 2, 2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999999999999,)}"
            })
    void refusesOtherHeaders(String header) throws IOException {
        Path file = NpyFile.write(directory, NpyFile.of(1, header, new byte[16]));
        FormatException e = assertThrows(FormatException.class, () -> Npy.read(file));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertMessage(NpyFile.header("<c8", false, "(2,)"), "header: descr = \"<c8\": must be one of <f4, >f4, <f8");
        assertMessage(NpyFile.header("<f4", false, "(2, -1)"), "header: shape has a negative size");
        assertMessage(NpyFile.header("<f4", false, "(3,)"), "has 16 bytes of data: shape [3] needs exactly 12");
        assertMessage(NpyFile.header("<f4", false, "(1073741824,)"), "more than 2 GiB - 1 of float32");
        assertMessage("{'a\u001b[31m': 1}", "key \"a\\u001b[31m\": must be one of descr, fortran_order and shape");
    }

    private void assertMessage(String header, String part) throws IOException {
        Path file = NpyFile.write(directory, NpyFile.of(3, header, new byte[16]));
        String message =
                assertThrows(FormatException.class, () -> Npy.read(file)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void refusesOtherVersionsAndLengths() throws IOException {
        byte[] good = NpyFile.of(2, NpyFile.header("<f4", false, "(4,)"), new byte[16]);
        byte[] version = good.clone();
        version[6] = 4;
        refuse(version, "version 4.0");
        version[6] = 2;
        version[7] = 1;
        refuse(version, "version 2.1");
        byte[] length = good.clone();
        length[10] = 1;
        refuse(length, "header length = 65");
        length[11] = (byte) 0xff;
        refuse(length, "header length = 42");
        refuse(NpyFile.of(2, " ".repeat(1 << 16) + "{}", new byte[0]), "must be at most 65536");
        refuse(Arrays.copyOf(good, good.length + 1), "17 bytes of data");
        refuse("PK not an array, but long enough to be one".getBytes(StandardCharsets.US_ASCII), "NUMPY");
        refuse(
                NpyFile.of(2, NpyFile.header("<f4", false, "(" + "1, ".repeat(65) + ")"), new byte[4]),
                "more than 64 sizes");
    }

    private void refuse(byte[] bytes, String part) throws IOException {
        Path file = NpyFile.write(directory, bytes);
        String message =
                assertThrows(FormatException.class, () -> Npy.read(file)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
