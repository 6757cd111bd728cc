package dev.jconv2d.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.Tensor;
import dev.jconv2d.io.Images;
import dev.jconv2d.io.Npy;
import dev.jconv2d.testing.ChildJvm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program from outside: exit codes, what stands on stdout and what on stderr, files. */
class CommandLineTest {
    private static final String GOLDENS = "src/main/resources/dev/jconv2d/cli/goldens/";

    @TempDir
    Path folder;

    private Path image;
    private Path array;
    private Path weight;
    private Path bias;
    private final float[] x = ramp(2 * 2 * 6 * 5);
    private final float[] w = ramp(4 * 2 * 9);

    @BeforeEach
    void makeFiles() throws Exception {
        image = folder.resolve("image.png");
        Images.writePng(image, Tensor.of(new float[3 * 8 * 9], 3, 8, 9));
        array = folder.resolve("x.npy");
        Npy.write(array, Tensor.of(x, 2, 2, 6, 5));
        weight = folder.resolve("w.npy");
        Npy.write(weight, Tensor.of(w, 4, 2, 3, 3));
        bias = folder.resolve("b.npy");
        Npy.write(bias, Tensor.of(ramp(4), 4));
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % 5 - 2;
        }
        return values;
    }

    /** In a JVM of its own, as a user does. */
    private static ChildJvm.Result run(String... arguments) throws Exception {
        return withoutEscapes(new ChildJvm().run(arguments));
    }

    /** In this JVM, where there are many: each of its own takes a second. */
    private static ChildJvm.Result quickly(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return withoutEscapes(new ChildJvm.Result(code, out.toString(), err.toString()));
    }

    private static ChildJvm.Result withoutEscapes(ChildJvm.Result result) {
        assertFalse(result.out().contains("\u001b") || result.err().contains("\u001b"), "no escapes off a terminal");
        return result;
    }

    private static void assertWrongUse(String message, String... arguments) {
        ChildJvm.Result result = quickly(arguments);
        String seen = String.join(" ", arguments) + "\n" + result.err();
        assertEquals(2, result.exit(), seen);
        assertEquals("", result.out(), seen);
        List<String> lines =
                result.err().lines().filter(line -> !line.startsWith("INFO: ")).toList();
        assertEquals(1, lines.size(), seen);
        assertTrue(lines.get(0).startsWith("jconv2d: ") && lines.get(0).contains(message), seen);
    }

    @Test
    void theTour() throws Exception {
        Path output = folder.resolve("made/here");
        ChildJvm.Result result = run("--output", output.toString());
        assertEquals(0, result.exit(), result.err());
        for (String expected : List.of(
                "sum -0.6320 + bias  0.3255 = -0.3065",
                "PyTorch printed -0.3065;",
                "sum -0.0025 + bias  0.0733 =  0.0708",
                "PyTorch printed  0.0710;",
                "total -0.5023 + bias -0.1367 = -0.6390",
                "PyTorch printed -0.6390;",
                "JAVA -0.6390",
                "plain Java",
                "GFLOP/s")) {
            assertTrue(result.out().contains(expected), expected + "\n" + result.out());
        }
        assertFalse(result.out().contains("DIFFERS"), result.out());
        assertEquals(640, ImageIO.read(output.resolve("boats.png").toFile()).getWidth());
        assertTrue(ImageIO.read(output.resolve("boats-filtered.png").toFile()).getWidth() > 640);
    }

    @Test
    void info() throws Exception {
        ChildJvm.Result result = run("info");
        assertEquals(0, result.exit(), result.err());
        for (String key : List.of(
                "jconv2d",
                "backend",
                "reason",
                "version",
                "isa",
                "threads",
                "native cache",
                "wisdom file",
                "wisdom entries",
                "native-config dnnl.version")) {
            assertEquals(
                    1,
                    result.lines().stream()
                            .filter(line -> line.startsWith(key + ": "))
                            .count(),
                    key + "\n" + result.out());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsThatCannotBeWrittenAreAFailure() throws Exception {
        for (String command : List.of("info", "--help", "verify")) {
            ChildJvm.Result result = new ChildJvm().to(Path.of("/dev/full")).run(command);
            assertEquals(1, result.exit(), command);
            assertTrue(result.err().contains("jconv2d: stdout cannot be written to"), result.err());
        }
    }

    @Test
    void explainsAPlan() throws Exception {
        ChildJvm.Result result = run("explain", "mb1ic16ih20oc24kh3ph1", "--backend", "java", "--budget", "200");
        assertEquals(0, result.exit(), result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals("problem: mb1ic16ih20oc24oh20kh3ph1 contiguous -> contiguous", lines.get(0));
        assertTrue(lines.get(1).startsWith("estimate: java:"), lines.get(1));
        assertTrue(lines.get(2).matches("measure: java x[0-9]+: java:.*: measured: .*"), lines.get(2));
        List<String> candidates = lines.subList(3, lines.size());
        assertTrue(candidates.stream().allMatch(line -> line.matches("[* ] .*java x[0-9]+.*")), candidates::toString);
        List<String> chosen =
                candidates.stream().filter(line -> line.startsWith("*")).toList();
        assertEquals(1, chosen.size(), candidates::toString);
        String name = lines.get(2).substring("measure: ".length()).split(":", 2)[0];
        assertTrue(chosen.get(0).matches("\\* +[0-9.]+ us  " + name), chosen.get(0));
    }

    @Test
    void helpForEach() throws Exception {
        for (String[] command : List.of(
                new String[] {"--help"},
                new String[] {"run", "--help"},
                new String[] {"verify", "--help"},
                new String[] {"info", "--help"},
                new String[] {"explain", "--help"},
                new String[] {"wisdom", "--help"},
                new String[] {"wisdom", "show", "--help"},
                new String[] {"wisdom", "export", "--help"},
                new String[] {"wisdom", "import", "--help"})) {
            ChildJvm.Result result = quickly(command);
            assertEquals(0, result.exit());
            assertTrue(result.out().startsWith("Usage: jconv2d"), result.out());
            assertEquals("", result.err());
        }
        assertTrue(run("--version").out().startsWith("jconv2d 0."));
    }

    @Test
    void wrongUseIsOneLineAndExitCodeTwo() throws Exception {
        String in = image.toString();
        String npy = weight.toString();
        assertWrongUse("--wat", "--wat");
        assertWrongUse("frobnicate", "frobnicate");
        assertWrongUse("--input", "run");
        assertWrongUse("--weight", "run", "--input", in);
        assertWrongUse("mutually exclusive", "run", "--input", in, "--bank", "edges", "--weight", npy);
        assertWrongUse("cuda", "run", "--input", in, "--bank", "edges", "--backend", "cuda");
        assertWrongUse("must be a number", "run", "--input", in, "--bank", "edges", "--stride", "two");
        assertWrongUse("stride = (0, 0)", "run", "--input", in, "--bank", "edges", "--stride", "0");
        assertWrongUse("--groups 0", "run", "--input", in, "--bank", "edges", "--groups", "0");
        assertWrongUse("makes 4000000000", "run", "--input", in, "--weight", npy, "--groups", "2000000000");
        String nowhere = folder.resolve("none/y.npy").toString();
        assertWrongUse("there is no directory", "run", "--input", in, "--bank", "edges", "--output", nowhere);
        assertWrongUse("a picture has 1, 3 or 4", "run", "--input", in, "--weight", npy);
        assertWrongUse("must be given once", "run", "--input", in, "--weight", npy, "--weight", npy);
        assertWrongUse("must be given once", "run", "--weight", npy, "--input", in, "--weight=" + npy);
        assertWrongUse("is a directory", "run", "--input", in, "--bank", "edges", "--output", directory());
        assertWrongUse("too many", "run", "--input", channels(3_000_000), "--bank", "all");
        assertWrongUse("must end in .npy or .png", "run", "--input", in, "--bank", "edges", "--output", "y.tiff");
        assertWrongUse(
                "no such file", "run", "--input", folder.resolve("none.png").toString(), "--bank", "edges");
        assertWrongUse(
                "no such file",
                "verify",
                "--cases",
                folder.resolve("none.cases").toString());
        assertWrongUse("must end in .npy or .safetensors", "run", "--input", in, "--weight", in);
        assertWrongUse("in_channels = 2", "run", "--input", channels(3), "--weight", npy);
        assertWrongUse("backend", "verify", "--backend", "cuda");
        assertWrongUse("SHAPE", "explain");
        assertWrongUse("has no oc", "explain", "ic8ih9kh3");
        assertWrongUse("--budget -1", "explain", "ic8ih9oc8kh3", "--budget", "-1");
        assertWrongUse("memory_format", "explain", "ic8ih9oc8kh3", "--input-format", "nchw16c");
        assertWrongUse("threads = 0", "explain", "ic8ih9oc8kh3", "--threads", "0");
    }

    private String directory() throws Exception {
        return Files.createDirectories(folder.resolve("directory.npy")).toString();
    }

    /** An array of so many channels. */
    private String channels(int channels) throws Exception {
        Path file = folder.resolve("c" + channels + ".npy");
        Npy.write(file, Tensor.zeros(channels, 1, 1));
        return file.toString();
    }

    @Test
    void damagedFilesFailInOneLine() throws Exception {
        Path damaged = folder.resolve("damaged.npy");
        Files.write(damaged, new byte[] {1, 2, 3});
        ChildJvm.Result result = run("run", "--input", damaged.toString(), "--bank", "edges");
        assertEquals(1, result.exit());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("jconv2d: " + damaged), result.err());
    }

    @Test
    void runsArraysLikeTheLibrary() throws Exception {
        Path output = folder.resolve("y.NPY");
        ChildJvm.Result result = run(
                "run",
                "--input",
                array.toString(),
                "--weight",
                weight.toString(),
                "--bias",
                bias.toString(),
                "--stride",
                "2,1",
                "--padding",
                "0,1,2,1",
                "--padding-mode",
                "Replicate",
                "--dilation",
                "1,2",
                "--backend",
                "REFERENCE",
                "--output",
                output.toString());
        assertEquals(0, result.exit(), result.err());
        try (Conv2d conv = Conv2d.builder(2, 4, 3)
                .weight(w)
                .bias(ramp(4))
                .stride(2, 1)
                .padding(0, 1, 2, 1)
                .paddingMode(PaddingMode.REPLICATE)
                .dilation(1, 2)
                .backend(Backend.REFERENCE)
                .build()) {
            Tensor y = Npy.read(output);
            assertArrayEquals(conv.outputShape(2, 2, 6, 5), y.shape());
            assertArrayEquals(conv.forward(x, 2, 2, 6, 5), y.toArray());
        }
        assertTrue(result.lines().contains("backend: REFERENCE, java:reference"), result.out());
    }

    @Test
    void runsNamedTensorsOfSafetensors() throws Exception {
        String header = """
                {"layer1.0.conv1.weight":{"dtype":"F32","shape":[4,1,3,3],"data_offsets":[0,144]},
                 "layer1.0.conv1.bias":{"dtype":"F32","shape":[4],"data_offsets":[144,160]}}""";
        ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 160).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        for (float value : ramp(40)) {
            file.putFloat(value);
        }
        Path model = folder.resolve("model.safetensors");
        Files.write(model, file.array());
        Path output = folder.resolve("y.npy");
        ChildJvm.Result result = run(
                "run",
                "--groups",
                "2",
                "--input",
                array.toString(),
                "--output",
                output.toString(),
                "--weight",
                model.toString(),
                "layer1.0.conv1");
        assertEquals(0, result.exit(), result.err());
        float[] values = ramp(40);
        try (Conv2d conv = Conv2d.builder(2, 4, 3)
                .groups(2)
                .weight(Arrays.copyOf(values, 36))
                .bias(Arrays.copyOfRange(values, 36, 40))
                .build()) {
            assertArrayEquals(conv.forward(x, 2, 2, 6, 5), Npy.read(output).toArray(), 1e-5f);
        }
        ChildJvm.Result missing = run("run", "--input", array.toString(), "--weight", model.toString(), "layer9");
        assertEquals(2, missing.exit(), missing.err());
        assertTrue(missing.err().contains("layer1.0.conv1.weight"), missing.err());
    }

    @Test
    void runsImagesThroughBanks() throws Exception {
        for (String bank : List.of("edges", "BLUR", "sharpen", "emboss", "gabor", "all")) {
            Path sheet = folder.resolve(bank + ".png");
            ChildJvm.Result result = quickly(
                    "run",
                    "--input",
                    image.toString(),
                    "--bank",
                    bank,
                    "--padding",
                    "same",
                    "--output",
                    sheet.toString());
            assertEquals(0, result.exit(), result.err());
            assertTrue(ImageIO.read(sheet.toFile()).getWidth() >= 18);
        }
    }

    @Test
    void verifiesFiles() throws Exception {
        ChildJvm.Result cases = run("verify", "--cases", GOLDENS + "conv2d.cases", "--backend", "java");
        assertEquals(0, cases.exit(), cases.err());
        assertEquals("374 passed, 0 failed", cases.out().strip());
        ChildJvm.Result errors = run("verify", "--errors", GOLDENS + "errors.tsv", "--backend", "Java,REFERENCE");
        assertEquals("324 passed, 0 failed", errors.out().strip());
        Path empty = Files.writeString(folder.resolve("empty.cases"), "convcases 1\n");
        ChildJvm.Result none = run("verify", "--cases", empty.toString());
        assertEquals(1, none.exit());
        assertTrue(none.err().contains("holds no cases"), none.err());
    }

    /** The goldens with their first expected value changed, hash and all. */
    private Path altered(int bits) throws Exception {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(Path.of(GOLDENS + "conv2d.f32")))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<String> lines = Files.readAllLines(Path.of(GOLDENS + "conv2d.cases"));
        String first = lines.stream()
                .filter(line -> line.startsWith("tensor y"))
                .findFirst()
                .orElseThrow();
        data.putInt(4 * Integer.parseInt(first.split(" ", -1)[3]), bits);
        Files.write(folder.resolve("conv2d.f32"), data.array());
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data.array()));
        return Files.write(
                folder.resolve("altered.cases"),
                lines.stream()
                        .map(line -> line.startsWith("data ") ? line.replaceFirst("[0-9a-f]{64}", hash) : line)
                        .toList());
    }

    @Test
    void alteredGoldensFail() throws Exception {
        for (float wrong : new float[] {1, Float.NaN, Float.NEGATIVE_INFINITY}) {
            Path cases = altered(Float.floatToIntBits(wrong));
            ChildJvm.Result result = quickly("verify", "--cases", cases.toString(), "--backend", "java");
            assertEquals(1, result.exit(), result.out());
            assertEquals("373 passed, 1 failed", result.lastLine());
            String failure = result.lines().get(0);
            assertTrue(failure.startsWith("FAIL case=gold.20261123.0.general backend=JAVA where=y[0,0,0] "), failure);
            assertTrue(failure.contains(" expected=" + wrong + " got="), failure);
        }
    }

    @Test
    void picturesTooLargeForASheetAreMadeSmaller() throws Exception {
        Path large = folder.resolve("large.npy");
        Npy.write(large, Tensor.zeros(3000, 4000));
        Path sheet = folder.resolve("large.png");
        ChildJvm.Result result =
                run("run", "--input", large.toString(), "--bank", "edges", "--output", sheet.toString());
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.err().contains("maps are shown at 1/2 of their size"), result.err());
        assertEquals(3 * 1999 + 2, ImageIO.read(sheet.toFile()).getWidth());
    }

    @Test
    void aFailureIsALineAndExitCodeOne() throws Exception {
        // One call that is fine, among those that must be refused.
        List<String> lines = Files.readAllLines(Path.of(GOLDENS + "errors.tsv"));
        String fine = "fine\t1\t2\t3,3\t1,1\t1,1\t1,1\t1\tzeros\t1\t1,1,5,5\t2,1,3,3\t2\tx\ty";
        Path errors = Files.write(folder.resolve("e.tsv"), List.of(lines.get(0), lines.get(1), fine));
        ChildJvm.Result result = quickly("verify", "--errors", errors.toString(), "--backend", "java");
        assertEquals(1, result.exit());
        assertEquals(
                List.of(
                        "FAIL case=line3.fine backend=JAVA where=call expected=refused got=output [1, 2, 5, 5] bound=-",
                        "1 passed, 1 failed"),
                result.lines());
    }
}
