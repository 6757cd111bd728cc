package dev.jconv2d.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Wisdom from the command line, and where the program keeps it. */
class WisdomCommandTest {
    private static final String ENTRY = """
            {"cpu":"c","isa":"AVX2","library":"1","onednn":"3","java":"17","threads":2,"limits":"","problem":"ic%d","input":"NCHW",\
            "output":"NHWC","postOps":"%s","winner":"java x2","candidates":[{"candidate":"java x1"},\
            {"candidate":"java x2","nanos":%s}]}""";

    @TempDir
    Path folder;

    private Path wisdom;
    private Path other;

    @BeforeEach
    void writeAFile() throws Exception {
        wisdom = folder.resolve("wisdom.json");
        other = Files.writeString(
                folder.resolve("other.json"),
                "{\"jconv2d-wisdom\": 2, \"entries\": [" + ENTRY.formatted(8, "", "12345.6") + ","
                        + ENTRY.formatted(9, "residual relu", "1") + ","
                        + ENTRY.formatted(10, "\\u001b[31m", "2").replace("\"nanos\"", "\"x\"") + "]}");
    }

    private ChildJvm.Result run(String... arguments) throws Exception {
        return new ChildJvm().with("-Djconv2d.wisdom.file=" + wisdom).run(arguments);
    }

    private void assertDone(List<String> lines, String... arguments) throws Exception {
        ChildJvm.Result result = run(arguments);
        assertEquals(0, result.exit(), result.err());
        assertEquals(lines, result.lines());
        assertEquals("", result.err());
    }

    private static void assertLine(int exit, String message, ChildJvm.Result result) {
        assertEquals(exit, result.exit(), result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("jconv2d: ") && result.err().contains(message), result.err());
    }

    @Test
    void importShowAndExport() throws Exception {
        assertDone(List.of(), "wisdom", "show");
        assertFalse(Files.exists(wisdom));
        assertDone(List.of("imported: 3 entries into " + wisdom), "wisdom", "import", other.toString());
        assertDone(
                List.of(
                        "ic8 NCHW>NHWC x2: java x2, 12.3 us",
                        "ic9 NCHW>NHWC x2 residual relu: java x2, 0.0 us",
                        "ic10 NCHW>NHWC x2 \\u001b[31m: java x2, not timed"),
                "wisdom",
                "show");
        Path exported = folder.resolve("exported.json");
        assertDone(List.of("exported: 3 entries to " + exported), "wisdom", "export", exported.toString());
        assertEquals(Files.readString(wisdom), Files.readString(exported));
        List<String> info = run("info").lines();
        assertTrue(info.contains("wisdom file: " + wisdom), info.toString());
        assertTrue(info.contains("wisdom entries: 3"), info.toString());
    }

    @Test
    void mistakesAreALineEach() throws Exception {
        assertLine(2, "Missing required subcommand", run("wisdom"));
        assertLine(2, "forget", run("wisdom", "forget"));
        assertLine(2, "FILE", run("wisdom", "import"));
        assertLine(2, "FILE", run("wisdom", "export"));
        assertLine(
                2,
                "no such file",
                run("wisdom", "import", folder.resolve("none").toString()));
        assertLine(
                2,
                "its directory does not exist",
                run("wisdom", "export", folder.resolve("none/x").toString()));
        assertLine(1, "is a directory", run("wisdom", "import", folder.toString()));
        assertLine(1, "is a directory", run("wisdom", "export", folder.toString()));
        Files.writeString(other, Files.readString(other).replace("\"threads\":2", "\"threads\":-2"));
        assertLine(1, other + ": line 1: threads = -2: must be at least 1", run("wisdom", "import", other.toString()));
        assertFalse(Files.exists(wisdom));
    }

    @Test
    void anImportThatNobodyKeepsHasFailed() throws Exception {
        ChildJvm.Result nowhere = new ChildJvm().run("wisdom", "import", other.toString());
        assertLine(1, "nothing was imported: there is no wisdom file", nowhere);
        Files.writeString(wisdom, "something else");
        ChildJvm.Result foreign = run("wisdom", "import", other.toString());
        assertEquals(1, foreign.exit());
        assertEquals(2, foreign.err().lines().count(), foreign.err());
        assertTrue(foreign.err().startsWith("WARNING: wisdom file " + wisdom + ": line 1: "), foreign.err());
        assertEquals("something else", Files.readString(wisdom));
    }

    private static String file(ChildJvm jvm) throws Exception {
        ChildJvm.Result info = jvm.run("info");
        assertEquals(0, info.exit(), info.err());
        assertFalse(info.err().contains("WARNING"), info.err());
        return info.lines().stream()
                .filter(line -> line.startsWith("wisdom file: "))
                .findFirst()
                .orElseThrow()
                .substring("wisdom file: ".length());
    }

    @Test
    void theProgramKeepsItInTheUsersCache() throws Exception {
        Path caches = folder.resolve("made/caches");
        Path expected = caches.resolve("jconv2d/wisdom.json");
        assertEquals(expected.toString(), file(new ChildJvm().withCaches(caches)));
        assertTrue(Files.isDirectory(expected.getParent()));
        ChildJvm.Result result = new ChildJvm().withCaches(caches).run("wisdom", "import", other.toString());
        assertEquals("imported: 3 entries into " + expected, result.lastLine(), result.err());
        assertEquals(
                wisdom.toString(), file(new ChildJvm().withCaches(caches).with("-Djconv2d.wisdom.file=" + wisdom)));
        assertEquals("-", file(new ChildJvm().withCaches(caches).with("-Djconv2d.wisdom.file=")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void relativeCachesAreIgnored() throws Exception {
        Path home = folder.resolve("home");
        String expected = home.resolve(".cache/jconv2d/wisdom.json").toString();
        for (String ignored : List.of("", "relative")) {
            assertEquals(
                    expected, file(new ChildJvm().withCaches(Path.of(ignored)).with("-Duser.home=" + home)));
        }
        assertFalse(Files.exists(Path.of("relative")));
        assertEquals(
                "-",
                file(new ChildJvm()
                        .withCaches(Path.of(""))
                        .with("-Duser.home=?")
                        // JavaCPP would unpack its libraries into a directory of that name.
                        .with("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"))));
    }

    @Test
    void aCacheThatCannotBeMadeIsNotMissedUntilSomethingIsLearnt() throws Exception {
        Path plain = Files.createFile(folder.resolve("plain"));
        Path expected = plain.resolve("jconv2d/wisdom.json");
        assertEquals(expected.toString(), file(new ChildJvm().withCaches(plain)));
        ChildJvm.Result result = new ChildJvm().withCaches(plain).run("wisdom", "import", other.toString());
        assertEquals(1, result.exit());
        assertTrue(result.err().startsWith("WARNING: wisdom file " + expected + ": "), result.err());
        assertEquals(2, result.err().lines().count(), result.err());
    }
}
