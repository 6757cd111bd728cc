package dev.jconv2d.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.io.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier must fail what is wrong: a check that cannot fail checks nothing. */
class VerifierTest {
    @TempDir
    Path folder;

    /** x [1,1,2,2], w [1,1,1,2], y [1,1,2,1]. */
    private static final float[] X = {1, 2, 3, Float.POSITIVE_INFINITY};

    private static final float[] W = {1, 0.5f};
    private static final float[] Y = {2, Float.POSITIVE_INFINITY};

    private static final String CASE = """
            case tiny
            stride 1,1
            some_unknown_key with a value
            values float
            tensor x 1,1,2,2 0 4
            tensor w 1,1,1,2 4 2
            tensor y 1,1,2,1 6 2
            end
            """;

    private Path write(String cases, float... y) throws Exception {
        ByteBuffer data = ByteBuffer.allocate(4 * (6 + y.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] values : new float[][] {X, W, y}) {
            for (float value : values) {
                data.putFloat(value);
            }
        }
        Files.write(folder.resolve("t.f32"), data.array());
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data.array()));
        String text = "# a comment\nconvcases 1\n\ndata t.f32 " + data.capacity() + " sha256 " + hash + "\n" + cases;
        return Files.writeString(folder.resolve("t.cases"), text);
    }

    private List<String> failures(String cases, float... y) throws Exception {
        List<String> failures = new ArrayList<>();
        Verifier verifier = new Verifier(failures::add);
        verifier.cases(CaseFile.read(write(cases, y)), Backend.REFERENCE);
        assertEquals(failures.size(), verifier.failed());
        return failures;
    }

    @Test
    void passesWhatIsRight() throws Exception {
        assertEquals(List.of(), failures(CASE, Y));
    }

    @Test
    void failsAWrongValue() throws Exception {
        List<String> failures = failures(CASE, 2.001f, Float.POSITIVE_INFINITY);
        assertEquals(1, failures.size());
        assertTrue(
                failures.get(0)
                        .startsWith("FAIL case=tiny backend=REFERENCE where=y[0,0,0,0] expected=2.001 got=2.0 bound="),
                failures.get(0));
    }

    @Test
    void failsNanForANumberAndANumberForNan() throws Exception {
        assertEquals(1, failures(CASE, Float.NaN, Float.POSITIVE_INFINITY).size());
        Case task = CaseFile.read(write(CASE, Y)).get(0);
        Judge judge = new Judge(task);
        assertEquals(
                1, judge.judge(new float[] {Float.NaN, Float.POSITIVE_INFINITY}).count());
        assertEquals(2, judge.judge(new float[] {Float.NaN, Float.NaN}).count());
    }

    @Test
    void failsAFiniteValueForAnInfinityAndTheOtherSign() throws Exception {
        Judge judge = new Judge(CaseFile.read(write(CASE, Y)).get(0));
        assertEquals("y[0,0,1,0]", judge.judge(new float[] {2, Float.MAX_VALUE}).where());
        assertEquals(1, judge.judge(new float[] {2, Float.NEGATIVE_INFINITY}).count());
        assertEquals(1, failures(CASE, 2, 1e30f).size());
        assertEquals(1, failures(CASE, 2, Float.NEGATIVE_INFINITY).size());
    }

    @Test
    void integersMustBeEqualButZerosHaveNoSign() throws Exception {
        String integer = CASE.replace("values float", "values int");
        assertEquals(1, failures(integer, 2.0000002f, Float.POSITIVE_INFINITY).size());
        assertEquals(0, failures(CASE, 2.0000002f, Float.POSITIVE_INFINITY).size());
        assertEquals(List.of(), failures(integer, Y));
        Case task = CaseFile.read(write(integer, -0f, Float.POSITIVE_INFINITY)).get(0);
        assertEquals(null, new Judge(task).judge(new float[] {0f, Float.POSITIVE_INFINITY}));
    }

    @Test
    void aCasesOwnToleranceCounts() throws Exception {
        assertEquals(
                0,
                failures(CASE.replace("end", "atol 0.01\nend"), 2.005f, Float.POSITIVE_INFINITY)
                        .size());
        assertEquals(
                1,
                failures(CASE.replace("end", "atol 0.001\nend"), 2.005f, Float.POSITIVE_INFINITY)
                        .size());
        assertEquals(
                0,
                failures(CASE.replace("end", "rtol 0.01\nend"), 2.005f, Float.POSITIVE_INFINITY)
                        .size());
        assertEquals(
                1,
                failures(CASE.replace("end", "rtol 1e-5\nend"), 2.005f, Float.POSITIVE_INFINITY)
                        .size());
        assertEquals(1, failures(CASE.replace("end", "atol 9\nend"), 2, 5).size(), "no tolerance makes inf of 5");
        assertThrows(
                FormatException.class, () -> failures(CASE.replace("end", "atol Infinity\nend"), 2, 5), "nor may try");
        assertEquals(0, failures(CASE.replace("end", "note a\nnote b\nend"), Y).size(), "unknown keys may come twice");
    }

    @Test
    void failsWrongShapesPadsAndRefusedCalls() throws Exception {
        assertTrue(
                failures(CASE.replace("1,1,2,1 6 2", "1,1,1,2 6 2"), Y).get(0).contains("where=shape"));
        assertTrue(failures(CASE.replace("stride 1,1", "torch_padding 0,0\npads 0,1,0,1"), Y)
                .get(0)
                .contains("where=pads"));
        assertTrue(failures(CASE.replace("stride 1,1", "stride 0,1"), Y).get(0).contains("got=java.lang.Illegal"));
    }

    @Test
    void readsPadsWithoutTorchPadding() throws Exception {
        String padded =
                CASE.replace("stride 1,1", "pads 0,1,0,0\ntorch_padding -").replace("1,1,2,1 6 2", "1,1,2,2 6 4");
        float inf = Float.POSITIVE_INFINITY;
        assertEquals(List.of(), failures(padded, 0.5f, 2, 1.5f, inf));
    }

    @Test
    void damagedFilesAreRefusedWithFileAndLine() throws Exception {
        Map<String, String> damages = Map.of(
                "holds no cases", "",
                "comes twice", CASE.replace("end", "tensor x 1 0 1\nend"),
                "lies outside", CASE.replace("6 2", "7 2"),
                "elements, not 3", CASE.replace("6 2", "6 3"),
                "has no tensor w", CASE.replace("tensor w", "tensor v"),
                "has no end", CASE.replace("end\n", ""),
                "count says 2", "count 2\n" + CASE,
                "must be 2 numbers", CASE.replace("1,1\nsome", "1,1,1\nsome"),
                "before the end", CASE.replace("end\n", "case other\n"),
                "padding_mode", CASE.replace("stride 1,1", "padding_mode mirror"));
        for (Map.Entry<String, String> damage : damages.entrySet()) {
            Path file = write(damage.getValue(), Y);
            IOException error = assertThrows(FormatException.class, () -> CaseFile.read(file), damage.getKey());
            assertTrue(error.getMessage().contains(damage.getKey()), error.getMessage());
            assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        }
        Path file = write(CASE, Y);
        Files.write(folder.resolve("t.f32"), new byte[32]);
        assertTrue(assertThrows(FormatException.class, () -> CaseFile.read(file))
                .getMessage()
                .contains("sha256"));
        Files.write(folder.resolve("t.f32"), new byte[31]);
        assertTrue(assertThrows(FormatException.class, () -> CaseFile.read(file))
                .getMessage()
                .contains("31 bytes"));
    }

    @Test
    void dataOutsideTheFolderIsRefused() throws Exception {
        Path file = write(CASE, Y);
        Files.writeString(file, Files.readString(file).replace("data t.f32", "data ../t.f32"));
        assertThrows(FormatException.class, () -> CaseFile.read(file));
    }

    @Test
    void everyMutationIsRefusedForItsOwnReason() throws Exception {
        Map<String, String> arguments = Map.ofEntries(
                Map.entry("stride_zero", "stride = "),
                Map.entry("stride_negative", "stride = "),
                Map.entry("dilation_zero", "dilation = "),
                Map.entry("dilation_negative", "dilation = "),
                Map.entry("padding_negative", "padding = "),
                Map.entry("kernel_zero", "kernel_size = "),
                Map.entry("kernel_negative", "kernel_size = "),
                Map.entry("kernel_too_large", "must not be larger than the padded input"),
                Map.entry("groups_zero", "groups = "),
                Map.entry("groups_negative", "groups = "),
                Map.entry("groups_not_dividing_in", "in_channels = "),
                Map.entry("groups_not_dividing_out", "out_channels = "),
                Map.entry("x_channels_mismatch", "but in_channels = "),
                Map.entry("x_rank_2", "input shape = "),
                Map.entry("x_rank_5", "input shape = "),
                Map.entry("bias_wrong_length", "bias shape = "),
                Map.entry("bias_rank_2", "bias shape = "),
                Map.entry("weight_wrong_in", "weight shape = "),
                Map.entry("weight_wrong_out", "weight shape = "),
                Map.entry("weight_rank_3", "weight shape = "),
                Map.entry("same_strided", "padding='same' needs stride"),
                Map.entry("reflect_too_large", "padding_mode=reflect"),
                Map.entry("circular_too_large", "padding_mode=circular"),
                Map.entry("x_height_zero", "height and width must be positive"),
                Map.entry("x_channels_zero", "but in_channels = "),
                Map.entry("in_channels_zero", "in_channels = 0"),
                Map.entry("out_channels_zero", "out_channels = 0"));
        for (Refusal refusal : Goldens.refusals()) {
            String mutation = refusal.name().substring(refusal.name().indexOf('.') + 1);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> refusal.call(Backend.REFERENCE), refusal.name());
            assertTrue(
                    refused.getMessage().contains(arguments.get(mutation)),
                    refusal.name() + ": " + refused.getMessage());
        }
    }

    @Test
    void aCallThatIsAcceptedFailsTheRefusals() throws Exception {
        List<String> failures = new ArrayList<>();
        Verifier verifier = new Verifier(failures::add);
        String header =
                "mutation\tin\tout\tkernel\tstride\tpadding\tdilation\tgroups\tpadding_mode\tbias\tx_shape\tw_shape"
                        + "\tb_shape\toutcome\tmessage\n";
        String good = "fine\t1\t2\t3,3\t1,1\t1,1\t1,1\t1\tzeros\t1\t1,1,5,5\t2,1,3,3\t2\tx\ty\n";
        String bad = good.replace("1,1,5,5", "1,2,5,5");
        verifier.refusals(RefusalFile.read("t", header + good + bad), Backend.JAVA);
        assertEquals(1, verifier.passed());
        assertEquals(
                List.of(
                        "FAIL case=line2.fine backend=JAVA where=call expected=refused got=output [1, 2, 5, 5] bound=-"),
                failures);
        // Valid calls are never taken for refused ones, however they are written.
        String huge = good.replace("1\t2\t3,3", "4200\t4200\t1,1")
                .replace("1,1,5,5\t2,1,3,3\t2", "1,4200,5,5\t4200,4200,1,1\t4200");
        String number = good.replace("3,3\t1,1\t1,1\t1,1", "3,3\t1,1\t0\t1,1");
        for (String accepted : List.of(huge, number)) {
            assertTrue(!accepted.equals(good));
            Verifier strict = new Verifier(failures::add);
            strict.refusals(RefusalFile.read("t", header + accepted), Backend.JAVA);
            assertEquals(1, strict.failed(), accepted);
        }
        for (String damaged : List.of("", header, "x" + header + good, header + good.replace("3,3\t1,1", "3,x\t1,1"))) {
            assertThrows(FormatException.class, () -> RefusalFile.read("t", damaged));
        }
        assertEquals(162, Goldens.refusals().size());
    }
}
