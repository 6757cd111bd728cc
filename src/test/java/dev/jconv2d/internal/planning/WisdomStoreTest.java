package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jconv2d.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What processes and threads learn from each other, and that no trouble with the file reaches who plans. */
class WisdomStoreTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("wisdom.json");
    }

    /** As another process would have it. */
    private WisdomStore store() {
        return new WisdomStore(file, warnings::add);
    }

    private List<String> names() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatOneLearnsAnotherFinds() throws Exception {
        WisdomStore first = store();
        assertNull(first.find(Examples.key("a")));
        first.learn(Examples.key("a"), Examples.learnt(5.25));
        first.learn(Examples.key("b"), Examples.learnt(0));
        WisdomStore second = store();
        assertEquals(Examples.learnt(5.25), second.find(Examples.key("a")));
        assertEquals(Examples.learnt(0), second.find(Examples.key("b")));
        assertNull(second.find(Examples.key("c")));
        assertEquals(List.of("wisdom.json", "wisdom.json.lock"), names());
        assertEquals(4, Files.readAllLines(file).size(), "a line an entry");
        assertEquals(List.of(), warnings);
    }

    @Test
    void everyPartOfTheKeyCounts() {
        WisdomKey key = new WisdomKey("c", "i", "l", "o", "j", 1, "limits", "p", "in", "out", "post");
        store().learn(key, Examples.learnt(1));
        WisdomStore read = store();
        assertEquals(Examples.learnt(1), read.find(key));
        for (int part = 0; part < 11; part++) {
            String[] t = {"c", "i", "l", "o", "j", "limits", "p", "in", "out", "post"};
            if (part < 10) {
                t[part] += "x";
            }
            WisdomKey other =
                    new WisdomKey(t[0], t[1], t[2], t[3], t[4], part < 10 ? 1 : 2, t[5], t[6], t[7], t[8], t[9]);
            assertNull(read.find(other), other.toString());
        }
    }

    @Test
    void othersEntriesAreKeptAndOursAreTheNewest() {
        WisdomStore first = store();
        WisdomStore second = store();
        first.learn(Examples.key("both"), Examples.learnt(1));
        first.learn(Examples.key("first"), Examples.learnt(1));
        second.learn(Examples.key("both"), Examples.learnt(2));
        Map<WisdomKey, Learnt> all = store().all();
        assertEquals(List.of(Examples.key("first"), Examples.key("both")), List.copyOf(all.keySet()));
        assertEquals(Examples.learnt(2), all.get(Examples.key("both")));
        assertEquals(Examples.learnt(1), first.find(Examples.key("both")), "the file is read once");
    }

    @Test
    void forgettingIsOfMemoryAlone() {
        WisdomStore store = store();
        store.learn(Examples.key("a"), Examples.learnt(1));
        store.forget();
        assertNull(store.find(Examples.key("a")));
        store.learn(Examples.key("b"), Examples.learnt(1));
        assertNull(store.find(Examples.key("a")));
        assertEquals(1, store.size());
        assertEquals(2, store().size());
        WisdomStore fresh = store();
        fresh.forget();
        assertEquals(0, fresh.size(), "forgotten before it was read");
    }

    @Test
    void theOldestGoes() {
        WisdomStore store = new WisdomStore(null, warnings::add);
        for (int i = 0; i < WisdomEntries.MOST; i++) {
            store.learn(Examples.key("p" + i), Examples.learnt(i));
        }
        store.learn(Examples.key("p0"), Examples.learnt(0.5));
        store.learn(Examples.key("more"), Examples.learnt(1));
        assertEquals(WisdomEntries.MOST, store.size());
        assertNull(store.find(Examples.key("p1")));
        assertEquals(Examples.learnt(0.5), store.find(Examples.key("p0")));
        assertEquals(Examples.learnt(2), store.find(Examples.key("p2")));
    }

    @Test
    void threadsLoseNothing() throws Exception {
        WisdomStore shared = store();
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            String name = "t" + thread;
            // Half of them as other processes' would: stores of their own.
            WisdomStore store = thread % 2 == 0 ? shared : store();
            tasks.add(() -> {
                Learner.learn(store, name, 10);
                return "";
            });
        }
        allAtOnce(tasks);
        assertEquals(80, store().size());
        assertEquals(List.of("wisdom.json", "wisdom.json.lock"), names());
        assertEquals(List.of(), warnings);
    }

    @Test
    void processesLoseNothing() throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            tasks.add(() -> {
                ChildJvm.Result result = new ChildJvm()
                        .with("-Djconv2d.wisdom.file=" + file)
                        .runMain(Learner.class.getName(), name, "40");
                assertEquals(0, result.exit(), result.err());
                assertEquals("", result.err());
                return "";
            });
        }
        allAtOnce(tasks);
        assertEquals(120, store().size());
        assertEquals(List.of(), warnings);
    }

    private static void allAtOnce(List<Callable<Object>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Object> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anInterruptIsKeptAndDoesNoHarm() {
        WisdomStore store = store();
        Thread.currentThread().interrupt();
        store.learn(Examples.key("a"), Examples.learnt(1));
        assertTrue(Thread.interrupted());
        assertEquals(Examples.learnt(1), store().find(Examples.key("a")));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Path target = Files.createDirectory(folder.resolve("target")).resolve("real.json");
        new WisdomStore(target, warnings::add).learn(Examples.key("a"), Examples.learnt(1));
        link(file, target);
        store().learn(Examples.key("b"), Examples.learnt(1));
        assertTrue(Files.isSymbolicLink(file));
        assertEquals(2, new WisdomStore(target, warnings::add).size());
        assertEquals(List.of("target", "wisdom.json"), names(), "one lock by both names");
        assertEquals(List.of(), warnings);
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | IOException e) {
            assumeFalse(true, "no links here");
        }
    }

    /** The store works in memory, with one warning that has the file and the reason. */
    private void assertInMemory(String reason) {
        WisdomStore store = store();
        assertNull(store.find(Examples.key("a")));
        store.learn(Examples.key("a"), Examples.learnt(1));
        store.learn(Examples.key("b"), Examples.learnt(2));
        assertEquals(Examples.learnt(1), store.find(Examples.key("a")));
        assertEquals(Examples.learnt(2), store.find(Examples.key("b")));
        assertTrue(store.file().isEmpty());
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).startsWith("wisdom file " + file + ": "), warnings.toString());
        assertTrue(warnings.get(0).contains(reason), warnings.toString());
        assertTrue(warnings.get(0).endsWith("plans are measured anew by each process"), warnings.toString());
    }

    @Test
    void anAbsentDirectoryIsNotMade() {
        file = folder.resolve("absent/wisdom.json");
        WisdomStore store = store();
        assertNull(store.find(Examples.key("a")));
        assertEquals(List.of(), warnings, "nothing is amiss until something is learnt");
        assertInMemory("its directory does not exist");
        assertFalse(Files.exists(folder.resolve("absent")));
    }

    @Test
    void aDirectory() throws Exception {
        Files.createDirectory(file);
        assertInMemory("is a directory");
        assertEquals(List.of("wisdom.json"), names());
    }

    @Test
    void aDirectoryWhereTheLockShouldBe() throws Exception {
        Files.createDirectory(folder.resolve("wisdom.json.lock"));
        assertInMemory("wisdom.json.lock");
        assertEquals(List.of("wisdom.json.lock"), names());
    }

    @Test
    void aFileForADirectory() throws Exception {
        Path plain = Files.createFile(folder.resolve("plain"));
        file = plain.resolve("wisdom.json");
        assertInMemory("plain");
    }

    @Test
    void aDirectoryThatIsReadOnly() throws Exception {
        store().learn(Examples.key("before"), Examples.learnt(3));
        byte[] before = Files.readAllBytes(file);
        Files.delete(folder.resolve("wisdom.json.lock"));
        assertTrue(folder.toFile().setWritable(false));
        try {
            assumeFalse(Files.isWritable(folder), "this user may write everywhere");
            assertInMemory("access denied");
            assertEquals(Examples.learnt(3), store().find(Examples.key("before")));
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
        assertEquals(List.of("wisdom.json"), names());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileSystemWhereNobodyMayMakeFiles() {
        file = Path.of("/sys/wisdom.json");
        assertInMemory("");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsNoFile() {
        file = Path.of("/dev/zero");
        assertInMemory("must be a regular file");
    }

    @Test
    void anEntryThatCouldNotBeReadIsNotWritten() throws Exception {
        store().learn(Examples.key("a"), Examples.learnt(1));
        WisdomStore store = store();
        WisdomKey endless = Examples.key("x".repeat(WisdomRules.TEXT + 1));
        Learnt noted = new Learnt(Candidate.java(1), List.of(Timing.none("java x1", "x".repeat(WisdomRules.TEXT + 1))));
        Learnt odd = new Learnt(Candidate.java(1), List.of(new Timing("jit (new) any>any x1", 1, "")));
        Map<WisdomKey, Learnt> unwritable =
                Map.of(endless, Examples.learnt(1), Examples.key("noted"), noted, Examples.key("odd"), odd);
        unwritable.forEach(store::learn);
        Map<WisdomKey, Learnt> mixed = new LinkedHashMap<>(unwritable);
        mixed.put(Examples.key("b"), Examples.learnt(2));
        store.learn(mixed);
        store.learn(Examples.key("c"), Examples.learnt(3));
        assertEquals(List.of(), warnings);
        unwritable.forEach((key, learnt) -> assertEquals(learnt, store.find(key)));
        assertEquals(
                List.of(Examples.key("a"), Examples.key("b"), Examples.key("c")),
                List.copyOf(store().all().keySet()));
        assertTrue(store.file().isPresent());
    }

    @Test
    void withoutAFileNothingIsWritten() throws Exception {
        ChildJvm.Result result = new ChildJvm()
                .withCaches(folder)
                .with("-Duser.home=" + folder, "-Djava.io.tmpdir=" + folder, "-Duser.dir=" + folder)
                .runMain(Learner.class.getName(), "a", "2");
        assertEquals("2 entries in memory", result.lastLine(), result.err());
        assertEquals("", result.err());
        assertEquals(List.of(), names());
    }

    @Test
    void withoutJacksonInMemory() throws Exception {
        store().learn(Examples.key("before"), Examples.learnt(1));
        byte[] before = Files.readAllBytes(file);
        for (boolean exists : new boolean[] {true, false}) {
            ChildJvm.Result result = new ChildJvm()
                    .without("jackson")
                    .with("-Djconv2d.wisdom.file=" + file)
                    .runMain(Learner.class.getName(), "a", "2");
            assertEquals("2 entries in memory", result.lastLine(), result.err());
            List<String> said = result.err()
                    .lines()
                    .filter(line -> line.startsWith("WARNING: "))
                    .toList();
            assertEquals(1, said.size(), result.err());
            assertTrue(said.get(0).contains("com.fasterxml.jackson.core:jackson-core"), result.err());
            if (exists) {
                assertArrayEquals(before, Files.readAllBytes(file));
                Files.delete(file);
            }
        }
        assertFalse(Files.exists(file));
        assertEquals(
                "2 entries in memory",
                new ChildJvm()
                        .without("jackson")
                        .runMain(Learner.class.getName(), "a", "2")
                        .lastLine());
    }

    /** A process that learns. */
    static final class Learner {
        private Learner() {}

        public static void main(String[] arguments) {
            WisdomStore store = WisdomStore.shared();
            learn(store, arguments[0], Integer.parseInt(arguments[1]));
            System.out.println(store.size() + " entries" + (store.file().isPresent() ? " in a file" : " in memory"));
        }

        static void learn(WisdomStore store, String name, int count) {
            for (int i = 0; i < count; i++) {
                store.learn(Examples.key(name + i), Examples.learnt(i));
                if (store.find(Examples.key(name + i)) == null) {
                    throw new AssertionError(name + i + " was learnt, and is not known");
                }
            }
        }
    }
}
