package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jconv2d.fuzz.BoundedRead;
import dev.jconv2d.internal.files.LockedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wisdom that is made to cost much: what it makes the reader allocate, of 1 kB and of 100 kB. */
@NullUnmarked
class HostileWisdomTest {
    @TempDir
    Path folder;

    private String good;

    @BeforeEach
    void aGoodFile() throws IOException {
        Path file = folder.resolve("good.json");
        WisdomFile.write(file, Map.of(Examples.key("problem"), Examples.learnt(1)));
        good = Files.readString(file);
    }

    private void assertBounded(String what, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length <= 100 * 1024, what + " has " + bytes.length + " bytes");
        WisdomFuzz.fuzzerTestOneInput(bytes);
        long most = bytes.length <= 1024 ? 64 << 20 : WisdomFuzz.BOUND.of(bytes.length);
        long used = BoundedRead.of(
                folder, bytes.length, new BoundedRead.Bound(most, 0), () -> WisdomFuzz.fuzzerTestOneInput(bytes));
        System.out.printf(Locale.ROOT, "wisdom, %s: %d bytes, %.1f MB allocated%n", what, bytes.length, used / 1e6);
    }

    @Test
    void costlyFiles() throws IOException {
        String entry = good.substring(good.indexOf('\n') + 1, good.lastIndexOf("\n]}"));
        assertBounded("as it is written", good);
        assertBounded("many entries", good.replace(entry, entry + (",\n" + entry).repeat(200)));
        assertBounded(
                "many times",
                good.replace("\"candidates\":[", "\"candidates\":[" + "{\"candidate\":\"java x1\"},".repeat(900)));
        assertBounded("too many times", good.replace("\"candidates\":[", "\"candidates\":[" + "{},".repeat(30_000)));
        assertBounded("deep", good.replace("\"entries\"", "\"x\":" + "[".repeat(90_000) + ",\"entries\""));
        assertBounded("a long text", good.replace("\"cpu\":\"", "\"cpu\":\"" + "x".repeat(90_000)));
        assertBounded("a long number", good.replace("\"threads\":", "\"threads\":" + "9".repeat(90_000)));
        assertBounded("a huge number", good.replace("\"threads\":", "\"nanos\":1e999999999,\"threads\":"));
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            names.append('"').append(Integer.toString(i, 36)).append("\":0,");
        }
        assertBounded("many unknown keys", good.replace("\"entries\"", names + "\"entries\""));
    }

    @Test
    void whatIsNoRegularFileIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe.lock");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        for (Path file : List.of(pipe, Path.of("/dev/zero"))) {
            FileSystemException e = assertThrows(FileSystemException.class, () -> WisdomFile.read(file));
            assertEquals("must be a regular file", e.getReason());
        }
        assertThrows(FileSystemException.class, () -> LockedFile.with(pipe, Duration.ofSeconds(1), () -> {}));
        // Nor does a pipe in the place of the lock stop whoever learns something.
        List<String> warnings = new ArrayList<>();
        WisdomStore store = new WisdomStore(folder.resolve("pipe"), warnings::add);
        store.learn(Examples.key("new"), Examples.learnt(1));
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("must be a regular file"), warnings.get(0));
    }
}
