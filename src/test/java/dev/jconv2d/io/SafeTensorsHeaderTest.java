package dev.jconv2d.io;

import static dev.jconv2d.io.SafeTensorsFile.entry;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers that lie, before 16 bytes of data. */
@NullUnmarked
class SafeTensorsHeaderTest {
    private static final String A = entry("a", "F32", "[2]", 0, 8);
    private static final String B = entry("b", "F32", "[2]", 8, 16);

    @TempDir
    Path directory;

    @Test
    void theGoodOneIsAccepted() throws IOException {
        SafeTensors.open(SafeTensorsFile.write(directory, SafeTensorsFile.of("{" + A + "," + B + "}", new byte[16])));
    }

    @Test
    void dataAreCoveredExactly() throws IOException {
        refuse(A, "has 16 bytes of data: its tensors need exactly 8");
        refuse(B, "begins at byte 8 of the data: must begin where the one before ends, at 0");
        refuse(A + "," + entry("b", "F32", "[1]", 12, 16), "hole");
        refuse(A + "," + entry("b", "F32", "[3]", 4, 16), "overlap");
        refuse(A + "," + entry("b", "F32", "[2]", 0, 8), "overlap");
        refuse(entry("a", "F32", "[4]", 0, 16) + "," + entry("b", "F32", "[1]", 4, 8), "overlap");
        refuse(A + "," + entry("b", "F32", "[3]", 8, 20), "its tensors need exactly 20");
        refuse(A + "," + B + "," + entry("c", "F32", "[0]", 100, 100), "begins at byte 100");
        refuse("", "need exactly 0");
    }

    @Test
    void sizesAndOffsetsAgree() throws IOException {
        refuse(entry("a", "F32", "[3]", 0, 16), "must be 12 apart, for F32[3]");
        refuse(entry("a", "F16", "[4]", 0, 16), "must be 8 apart");
        refuse(entry("a", "F32", "[-4]", 0, 16), "has \"-4\": must hold whole numbers");
        refuse(entry("a", "F32", "[4.0]", 0, 16), "has \"4.0\"");
        refuse(entry("a", "F32", "[4e0]", 0, 16), "has \"4e0\"");
        refuse(entry("a", "F32", "[\"4\"]", 0, 16), "must hold whole numbers");
        refuse(entry("a", "F32", "[null]", 0, 16), "must hold whole numbers");
        refuse(entry("a", "F32", "[[4]]", 0, 16), "nesting depth (4)");
        refuse(entry("a", "F32", "4", 0, 16), "shape must be a list");
        refuse(entry("a", "F32", "[4294967296,4294967296,4]", 0, 16), "more than 2^63 bits");
        refuse(entry("a", "F32", "[9223372036854775808]", 0, 16), "must hold whole numbers");
        refuse(entry("a", "F32", "[" + "9".repeat(2000) + "]", 0, 16), "");
        refuse(entry("a", "F32", "[1000000000]", 0, 4_000_000_000L), "need exactly 4000000000");
        refuse(entry("a", "F4", "[3]", 0, 2), "not whole bytes");
        refuse(entry("a", "F32", "[4]", 16, 0), "begin and end, in this order");
        refuse(A.replace("[0,8]", "[0,8,8]"), "begin and end, in this order");
        refuse(A.replace("[0,8]", "[8]"), "begin and end, in this order");
    }

    @Test
    void entriesAreComplete() throws IOException {
        refuse("\"a\":{}", "must have dtype, shape and data_offsets");
        refuse("\"a\":{\"dtype\":\"F32\",\"shape\":[4]}", "must have dtype, shape and data_offsets");
        refuse("\"a\":7", "must be an object");
        refuse("\"a\":[]", "must be an object");
        refuse(A.replace("F32", "F33"), "dtype = \"F33\": must be one of [BOOL, ");
        refuse(A.replace("F32", "f32"), "dtype = \"f32\"");
        refuse(A.replace("\"F32\"", "32"), "dtype must be a string");
        refuse(A.replace("}", ",\"strides\":[1]}"), "key \"strides\"");
        refuse(A.replace("}", ",\"shape\":[2]}") + "," + B, "Duplicate");
        refuse(A + "," + A.replace("[0,8]", "[8,16]"), "Duplicate");
        refuse(A + "," + B.replace("\"b\"", "\"\\u0061\""), "Duplicate");
    }

    @Test
    void metadataAreStrings() throws IOException {
        refuse(A + "," + B + ",\"__metadata__\":{\"k\":1}", "strings only");
        refuse(A + "," + B + ",\"__metadata__\":{\"k\":{}}", "strings only");
        refuse(A + "," + B + ",\"__metadata__\":\"k\"", "must be an object");
        refuse(A + "," + B + ",\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}", "Duplicate");
        refuse("\"__metadata__\":{}," + A + "," + B + ",\"__metadata__\":{}", "Duplicate");
    }

    @Test
    void jsonIsStrict() throws IOException {
        refuse(A + "," + B + ",", "no valid JSON");
        refuse(A + " " + B, "no valid JSON");
        refuse(A + "," + B + "} x {", "");
        refuse(A + "," + B + "} {", "only white space may follow");
        refuse(A + "," + B.replace("8", "08"), "no valid JSON");
        refuse(A + ",/* */" + B, "no valid JSON");
        refuse(A + "," + B.replace('"', '\''), "no valid JSON");
        refuse("\"a\":" + "[".repeat(100_000), "");
        refuse("\"a\":{\"dtype\":" + "{\"x\":".repeat(100_000), "");
        refuse("\"a\":{\"shape\":" + "[".repeat(100_000), "");
        refuse("\"a\":{\"shape\":[", "no valid JSON at character 15");
        refuse("\"" + "n".repeat(100_000) + "\":{}", "");
    }

    private void refuse(String entries, String part) throws IOException {
        Path file = SafeTensorsFile.write(directory, SafeTensorsFile.of("{" + entries + "}", new byte[16]));
        FormatException e = assertThrows(FormatException.class, () -> SafeTensors.open(file), part);
        assertTrue(e.getMessage().startsWith(file + ": ") && e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().length() < 1000, "a message must stay short");
    }
}
