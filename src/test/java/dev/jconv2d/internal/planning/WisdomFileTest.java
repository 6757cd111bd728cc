package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody of us has written, or not like that: ignored, with one warning, and left as they are. */
class WisdomFileTest {
    private static final WisdomKey KEY =
            new WisdomKey("cpu", "AVX2", "1", "3", "17", 2, "bound", "ic1", "NCHW", "NCHW", "");
    private static final Learnt LEARNT = new Learnt(Candidate.java(2), List.of(new Timing("java x2", 1.5, "n")));

    @TempDir
    Path folder;

    private Path file;
    private String good;

    @BeforeEach
    void writeAGoodFile() throws Exception {
        file = folder.resolve("wisdom.json");
        WisdomFile.write(file, Map.of(KEY, LEARNT));
        good = Files.readString(file);
    }

    /** Uses a file as a layer would; whether it could be read. */
    private boolean survives(byte[] bytes, String rule) throws Exception {
        Files.write(file, bytes);
        List<String> warnings = new ArrayList<>();
        WisdomStore store = new WisdomStore(file, warnings::add);
        store.find(KEY);
        boolean readable = warnings.isEmpty();
        store.learn(Examples.key("new"), Examples.learnt(1));
        assertEquals(Examples.learnt(1), store.find(Examples.key("new")));
        if (!readable) {
            assertEquals(1, warnings.size(), warnings.toString());
            assertTrue(warnings.get(0).startsWith("wisdom file " + file + ": "), warnings.toString());
            assertTrue(warnings.get(0).contains(rule), warnings.toString());
            assertTrue(warnings.get(0).chars().noneMatch(Character::isISOControl), warnings.toString());
            assertArrayEquals(bytes, Files.readAllBytes(file));
            assertEquals(1, store.size());
        }
        return readable;
    }

    private void assertIgnored(String text, String rule) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertTrue(!survives(bytes, rule), () -> "was read: " + text);
    }

    @Test
    void theFormat() {
        assertEquals("""
                {"jconv2d-wisdom": 2, "entries": [
                {"cpu":"cpu","isa":"AVX2","library":"1","onednn":"3","java":"17","threads":2,"limits":"bound","problem":"ic1",\
                "input":"NCHW","output":"NCHW","postOps":"","winner":"java x2",\
                "candidates":[{"candidate":"java x2","nanos":1.5,"note":"n"}]}
                ]}
                """, good);
    }

    @Test
    void everyTruncation() throws Exception {
        byte[] bytes = good.stripTrailing().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertTrue(!survives(Arrays.copyOf(bytes, length), ""), "cut to " + length);
        }
        assertTrue(survives(bytes, ""));
    }

    @Test
    void randomChanges() throws Exception {
        SplittableRandom random = Seed.random();
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        int ignored = 0;
        for (int i = 0; i < 400; i++) {
            byte[] changed = bytes.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            ignored += survives(changed, "") ? 0 : 1;
        }
        assertTrue(ignored > 100, ignored + " of 400");
    }

    private void assertIgnored(String before, String after, String rule) throws Exception {
        assertTrue(good.contains(before), before);
        assertIgnored(good.replace(before, after), rule);
    }

    @Test
    void foreignFiles() throws Exception {
        for (String foreign : List.of("", "\n", "[]", "1", "null", "{}", "{\"entries\":[]}", "{\"a\":1}", "hello")) {
            assertIgnored(foreign, "");
        }
        assertIgnored("{\"version\": 1}", "line 1: no file of wisdom: must begin with {\"jconv2d-wisdom\": 2");
        assertIgnored("\": 2,", "\": 1,", "line 1: jconv2d-wisdom = 1: must be 2, the version that this library reads");
        assertIgnored("\": 2,", "\": 3,", "line 1: jconv2d-wisdom = 3: must be 2, the version that this library reads");
        assertIgnored("\": 2,", "\": 99999999999999999999,", "must be 2");
        assertIgnored("\": 2,", "\": 0,", "must be 2");
        assertIgnored("\": 2,", "\": \"2\",", "must be a whole number");
        assertIgnored(good + "{}", "only white space may follow");
        assertIgnored("{\"jconv2d-wisdom\": 2}", "must have entries");
        assertIgnored("{\"jconv2d-wisdom\": 2, \"entries\": {}}", "entries must be a list");
        assertIgnored("{\"jconv2d-wisdom\": 2, \"entries\": [1]}", "an entry must be an object");
        assertIgnored("{\"jconv2d-wisdom\": 2, \"entries\": [], \"entries\": []}", "Duplicate");
        assertTrue(!survives(good.getBytes(StandardCharsets.UTF_16LE), ""));
        assertTrue(!survives(good.replace("AVX2", "\u00e4").getBytes(StandardCharsets.ISO_8859_1), "no valid UTF-8"));
    }

    @Test
    void wrongValues() throws Exception {
        assertIgnored("\"winner\":\"java x2\"", "\"winner\":\"java\"", "line 2: winner = \"java\": no candidate");
        assertIgnored("\"winner\":\"java x2\"", "\"winner\":2", "line 2: winner must be a string");
        assertIgnored("\"candidate\":\"java x2\"", "\"candidate\":\"a b c\"", "line 2: no candidate");
        assertIgnored("\"candidate\":", "\"other\":", "line 2: must have candidate");
        assertIgnored("1.5", "-1.5", "nanos = -1.5: must be a time, 0 or more");
        assertIgnored("1.5", "1e999", "nanos = Infinity: must be a time");
        assertIgnored("1.5", "\"1.5\"", "nanos must be a number");
        assertIgnored("1.5", "NaN", "no valid JSON");
        assertIgnored("\"n\"", "null", "note must be a string");
        assertIgnored("\"threads\":2", "\"threads\":0", "threads = 0: must be at least 1");
        assertIgnored("\"threads\":2", "\"threads\":3000000000", "threads must be a whole number that fits an int");
        assertIgnored("\"threads\":2", "\"threads\":1.0", "threads must be a whole number");
        assertIgnored("\"candidates\":[", "\"candidates\":1,\"x\":[", "candidates must be a list");
        assertIgnored("\"candidates\":[", "\"candidates\":[[],", "a candidate must be an object");
        for (String key : List.of(
                "cpu",
                "isa",
                "library",
                "onednn",
                "java",
                "threads",
                "limits",
                "problem",
                "input",
                "output",
                "postOps",
                "winner",
                "candidates")) {
            assertIgnored("\"" + key + "\":", "\"other\":", "line 2: must have " + key);
        }
        for (String key :
                List.of("cpu", "isa", "library", "onednn", "java", "limits", "problem", "input", "output", "postOps")) {
            assertIgnored("\"" + key + "\":\"", "\"" + key + "\":1,\"x\":\"", key + " must be a string");
        }
        assertIgnored("\"cpu\":\"cpu\"", "\"cpu\":\"a\u001b[31m\"", "no valid JSON");
        assertIgnored("\"winner\":\"java x2\"", "\"winner\":\"\\u001b[31m\"", "winner = \"\\u001b[31m\"");
    }

    @Test
    void whatIsTooMuch() throws Exception {
        assertIgnored("\"cpu\":\"cpu\"", "\"cpu\":\"" + "x".repeat(1001) + '"', "1000");
        assertIgnored("\"cpu\":", "\"" + "x".repeat(1001) + "\":1,\"cpu\":", "1000");
        assertIgnored("\"cpu\":", "\"x\":" + "[".repeat(100_000) + ",\"cpu\":", "depth");
        assertIgnored(
                "\"candidates\":[",
                "\"candidates\":[" + "{\"candidate\":\"java x1\"},".repeat(1000),
                "at most 1000 candidates");
        String entry = good.lines().toList().get(1);
        assertIgnored(entry, entry + ("," + entry).repeat(WisdomEntries.MOST), "at most 10000 entries");
        assertIgnored(good + " ".repeat(WisdomRules.BYTES), "is longer than 16 MB");
    }

    @Test
    void extraKeysAreSkipped() throws Exception {
        String extra = "\"x\":{\"y\":[1,{\"z\":null}]},";
        String more = good.replace("\"cpu\":", extra + "\"cpu\":")
                .replace("\"candidate\":", extra + "\"candidate\":")
                .replace("\"entries\"", extra + "\"entries\"");
        Files.writeString(file, more);
        assertEquals(Map.of(KEY, LEARNT), WisdomFile.read(file));
    }

    @Test
    void whatIsWrittenCanBeReadHoweverMuchItIs() throws Exception {
        Learnt wide =
                new Learnt(Candidate.java(1), Collections.nCopies(50, new Timing("java x1", 1, "\u00e9".repeat(20))));
        Map<WisdomKey, Learnt> much = new LinkedHashMap<>();
        for (int i = 0; i < 4000; i++) {
            much.put(Examples.key("p" + i), wide);
        }
        int written = WisdomFile.write(file, much);
        assertTrue(written < 4000, "else this test is none: " + written);
        assertTrue(Files.size(file) > WisdomRules.BYTES * 9L / 10);
        Map<WisdomKey, Learnt> read = WisdomFile.read(file);
        assertEquals(written, read.size());
        assertEquals(wide, read.get(Examples.key("p3999")), "the newest stays");
        assertNull(read.get(Examples.key("p0")));
    }

    @Test
    void aBadImportTakesOverNothing() throws Exception {
        String entry = good.lines().toList().get(1);
        Files.writeString(file, good.replace(entry, entry + "," + entry.replace("1.5", "-1")));
        WisdomStore store = new WisdomStore(null, text -> {});
        IOException e = assertThrows(IOException.class, () -> store.importFrom(file));
        assertEquals("line 2: nanos = -1.0: must be a time, 0 or more", e.getMessage());
        assertEquals(0, store.size());
    }

    @Test
    void exportHasTheFilesAndMemorys() throws Exception {
        WisdomStore store = new WisdomStore(file, text -> {});
        store.forget();
        store.learn(Examples.key("a"), Examples.learnt(1));
        Path other = folder.resolve("other.json");
        assertEquals(2, store.exportTo(other));
        WisdomStore elsewhere = new WisdomStore(null, text -> {});
        assertEquals(2, elsewhere.importFrom(other));
        assertEquals(Map.of(KEY, LEARNT, Examples.key("a"), Examples.learnt(1)), elsewhere.all());
        assertEquals(2, new WisdomStore(null, text -> {}).importFrom(file), "learnt into the file too");
    }
}
