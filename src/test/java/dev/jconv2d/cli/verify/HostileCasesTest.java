package dev.jconv2d.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.fuzz.BoundedRead;
import dev.jconv2d.io.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases and calls that want to read what they must not, or to cost much. */
@NullUnmarked
class HostileCasesTest {
    private static final String CASE = """
            case tiny
            stride 1,1
            pads 0,0,0,0
            tensor x 1,1,2,2 0 4
            tensor w 1,1,1,1 4 1
            tensor y 1,1,2,2 0 4
            end
            """;

    private static final String HEADER =
            "mutation\tin\tout\tkernel\tstride\tpadding\tdilation\tgroups\tpadding_mode\tbias"
                    + "\tx_shape\tw_shape\tb_shape\n";
    private static final String CALL = "fine\t1\t2\t3,3\t1,1\t1,1\t1,1\t1\tzeros\t1\t1,1,5,5\t2,1,3,3\t2\n";

    @TempDir
    Path folder;

    private static byte[] data(float... values) {
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    private Path write(String cases, byte[] data) throws Exception {
        Files.write(folder.resolve("t.f32"), data);
        return text("convcases 1\n" + line("t.f32", data) + cases);
    }

    private Path text(String text) throws IOException {
        return Files.writeString(folder.resolve("t.cases"), text);
    }

    private static String line(String name, byte[] data) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        return "data " + name + " " + data.length + " sha256 " + hash + "\n";
    }

    private static FormatException refused(Path file, String part) {
        FormatException e = assertThrows(FormatException.class, () -> CaseFile.read(file), part);
        assertTrue(e.getMessage().contains(part), e.getMessage());
        BoundedRead.requirePlain(e.getMessage());
        return e;
    }

    private void refused(String cases, String part) throws Exception {
        refused(write(cases, data(1, 2, 3, 4, 1)), part);
    }

    @Test
    void manyViewsOfTheSameDataCostNothing() throws Exception {
        String big = CASE.replace("1,1,2,2 0 4", "1,1,500,500 0 250000").replace("w 1,1,1,1 4 1", "w 1,1,1,1 0 1");
        Path file = write(big.repeat(500), new byte[1_000_000]);
        long length = Files.size(file) + 1_000_000;
        // As arrays they would be 1 GB.
        BoundedRead.of(
                file,
                length,
                CasesFuzz.BOUND,
                () -> assertEquals(500, CaseFile.read(file).size()));
    }

    @Test
    void dataAreReadOnce() throws Exception {
        byte[] data = data(1, 2, 3, 4, 1);
        refused(line("t.f32", data) + CASE, ":3: data comes twice");
        refused("count 1\ncount 1\n" + CASE, ":4: count comes twice");
        refused("count -1\n" + CASE, "must not be negative");
        refused("count 1e9\n" + CASE, "count = \"1e9\": must be a whole number");
    }

    @Test
    void linksOutOfTheFolderAreNotFollowed() throws Exception {
        byte[] data = data(1, 2, 3, 4, 1);
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path secret = Files.write(folder.resolve("secret"), data);
        Files.createSymbolicLink(inside.resolve("t.f32"), secret);
        Path file = Files.writeString(inside.resolve("t.cases"), "convcases 1\n" + line("t.f32", data) + CASE);
        refused(file, "must lie beside the .cases file, but is a link to somewhere else");
        // A link to another name beside it is as good as a file, and so is a folder that is a link.
        Files.copy(secret, inside.resolve("real.f32"));
        Files.delete(inside.resolve("t.f32"));
        Files.createSymbolicLink(inside.resolve("t.f32"), Path.of("real.f32"));
        assertEquals(1, CaseFile.read(file).size());
        Path link = Files.createSymbolicLink(folder.resolve("link"), inside);
        assertEquals(1, CaseFile.read(link.resolve("t.cases")).size());
    }

    @Test
    void namesWithPartsAreRefused() throws Exception {
        for (String name : List.of(
                "/etc/passwd", "../t.f32", "..", ".", "a/b", "a\\b", "C:t.f32", "t.f32:x", "~", "%2e", "a\0b", "")) {
            FormatException e = refused(text("convcases 1\n" + line(name, new byte[0]) + CASE), "data");
            assertTrue(e.getMessage().length() < 300, e.getMessage());
        }
        assertThrows(NoSuchFileException.class, () -> CaseFile.read(text("convcases 1\n" + line("none", new byte[0]))));
    }

    @Test
    void whatIsNoRegularFileIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        for (Path file : List.of(pipe, folder, Path.of("/dev/zero"))) {
            assertThrows(FormatException.class, () -> CaseFile.read(file));
            assertThrows(FormatException.class, () -> RefusalFile.read(file));
        }
        refused(text("convcases 1\n" + line("pipe", new byte[0]) + CASE), "pipe must be a regular file");
        assertThrows(FileSystemException.class, () -> CaseFile.read(folder.resolve("none")));
    }

    @Test
    void lengthsAreBounded() throws Exception {
        Path file = folder.resolve("t.cases");
        try (var channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 3L << 30); // takes no room on most disks
        }
        FormatException e = refused(file, "is too long: must have at most 16777216 bytes");
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        Path table = file;
        assertThrows(FormatException.class, () -> RefusalFile.read(table));
        refused(text("convcases 1\ndata t.f32 3000000000 sha256 0\n"), "data of 3000000000 bytes: must be at most");
        refused("x".repeat(10_001) + "\n" + CASE, ":3: has 10001 characters");
        refused(CASE.replace("tiny", "t".repeat(201)), "must have at most 200 characters");
        refused(CASE.replace("tiny", "t\u001b[2J"), "none that controls a terminal");
        refused(CASE.replace("2,2 0 4", "2,2" + ",1".repeat(4000) + " 0 4"), "has rank 4004: must be at most 4");
        refused(
                CASE.replace("2,2 0 4", "4294967296,4294967296 0 4"),
                "tensor x = \"1,1,4294967296,4294967296\": sizes must be from 0 to 2147483647");
        refused(CASE.replace("x 1,1,2,2 0 4", "x 9,9,2000000000,2000000000 0 4"), "and the elements fewer than 2^63");
        refused(
                CASE.replace("1,1,2,2 0 4", "4611686018427387904,4 0 0"),
                "tensor x = \"4611686018427387904,4\": sizes must be from 0");
        refused(CASE.replace(" 0 4", " 0 " + "9".repeat(5000)), "must be a whole number");
    }

    @Test
    void workIsBoundedBeforeItBegins() throws Exception {
        byte[] data = new byte[4 << 20];
        String heavy =
                CASE.replace("1,1,2,2 0 4", "1,1,300,300 0 90000").replace("w 1,1,1,1 4 1", "w 1,1,999,999 0 998001");
        assertEquals(1, CaseFile.read(write(heavy, data)).size());
        refused(write(heavy + heavy, data), "case tiny makes it more than 1.0E11 products and floats");
        // An output without a pixel has no products, but its input and weight are copied again and again.
        String idle = CASE.replace("tensor x 1,1,2,2 0 4", "tensor x 1,1,1000,1000 0 1000000")
                .replace("tensor y 1,1,2,2 0 4", "tensor y 1,1,0,0 0 0");
        refused(write(idle.repeat(100_001), data), "case tiny makes it more than 1.0E11 products and floats");
        // The output that a layer gives is compared with what stands there before it is computed.
        List<String> failures = new ArrayList<>();
        Verifier verifier = new Verifier(failures::add);
        Path file = write(CASE.replace("pads 0,0,0,0", "pads 9999,9999,9999,9999"), data);
        BoundedRead.of(file, 1024, CasesFuzz.BOUND, () -> verifier.cases(CaseFile.read(file), Backend.JAVA));
        assertTrue(
                failures.get(0).contains("where=shape expected=[1, 1, 2, 2] got=[1, 1, 20000, 20000]"),
                failures.get(0));
    }

    @Test
    void bordersThatMustBeCopiedAreBounded() throws Exception {
        String wide =
                CASE.replace("stride 1,1", "stride 9000,9000").replace("pads 0,0,0,0", "pads 8000,8000,8000,8000");
        // Zeros are not copied, and cost nothing.
        Path zeros = write(wide, data(1, 2, 3, 4, 1));
        BoundedRead.of(
                zeros, 1024, CasesFuzz.BOUND, () -> new Verifier(line -> {}).cases(CaseFile.read(zeros), Backend.JAVA));
        for (String mode : List.of("replicate", "reflect", "circular")) {
            refused(
                    wide.replace("stride", "padding_mode " + mode + "\nstride"),
                    "too large a border of the mode " + mode);
        }
    }

    @Test
    void callsThatAreNotRefusedCostLittle() throws Exception {
        for (String costly : List.of(
                CALL.replace("1,1\t1,1\t1,1\t1\tz", "1,1\t5000,5000\t1,1\t1\tz"),
                CALL.replace("1,1\t1,1\t1,1\t1\tzeros", "20000,20000\t11000,11000\t1,1\t1\treplicate"),
                CALL.replace("1,1\t1,1\t1,1\t1\tzeros", "1,1\tsame\t9000,9000\t1\treplicate"),
                CALL.replace("1,1,5,5", "1,1,4096,4096"),
                CALL.replace("3,3", "700,700").replace("1,1,5,5", "1,1,1000,1000"),
                CALL.replace("1\t2\t3,3", "4096\t4096\t1,1")
                        .replace("1,1,5,5\t2,1,3,3\t2", "1,4096,5,5\t4096,4096,1,1\t4096"))) {
            BoundedRead.of(folder, 1024, RefusalsFuzz.BOUND, () -> {
                Verifier verifier = new Verifier(BoundedRead::requirePlain);
                verifier.refusals(RefusalFile.read("t", HEADER + costly), Backend.JAVA);
                assertEquals(1, verifier.failed(), costly);
            });
        }
    }

    @Test
    void callsTogetherCostNoMoreThanAFileMay() throws Exception {
        // 9e5 elements by 49 products, and a weight of few.
        String call = CALL.replace("3,3", "7,7").replace("1,1,5,5\t2,1,3,3", "1,1,700,700\t2,1,7,7");
        List<Refusal> refusals = RefusalFile.read("t", HEADER + call.repeat(3000));
        Refusal.Work work = refusals.get(0).work();
        assertTrue(refusals.stream().allMatch(refusal -> refusal.work() == work), "they share it");
        refusals.get(0).call(Backend.JAVA);
        assertTrue(work.take(CaseFile.MAX_WORK - 1e8), "a call is not that much");
        work.take(1e8);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> refusals.get(1).call(Backend.JAVA));
        assertEquals("too much to try, with the calls before", e.getMessage());
    }

    @Test
    void wrongFieldsAreToldInOneShortLine() {
        for (String wrong : List.of(
                CALL.replace("fine", "\u001b[2J"),
                CALL.replace("1,1,5,5", "1,1,5,\u001b"),
                CALL.replace("1,1,5,5", "9".repeat(9000)),
                CALL.replace("\t1,1\t1,1\t1,1\t", "\t1,1\t99999999999\t1,1\t"),
                CALL.replace("\t2\n", "\t" + "2".repeat(9000) + "\n"),
                CALL.replace("\t1\tzeros", "\t" + "1".repeat(9000) + "\tzeros"))) {
            FormatException e = assertThrows(FormatException.class, () -> RefusalFile.read("t", HEADER + wrong), wrong);
            BoundedRead.requirePlain(e.getMessage());
            assertTrue(e.getMessage().startsWith("t:2: ") && e.getMessage().length() < 300, e.getMessage());
        }
    }
}
