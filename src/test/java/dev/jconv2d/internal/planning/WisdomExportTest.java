package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jconv2d.internal.files.LockedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports onto the wisdom file itself, by whatever name, must not lose what other processes learn meanwhile. */
class WisdomExportTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("wisdom.json");
    }

    private WisdomStore store() {
        return new WisdomStore(file, warnings::add);
    }

    /** Exports while another process has the lock, and learns. */
    private int exportDuringALearner(WisdomStore store, Path to) throws Exception {
        FutureTask<Integer> export = new FutureTask<>(() -> store.exportTo(to));
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        FutureTask<Object> learner = new FutureTask<>(() -> {
            LockedFile.with(lock(), Duration.ofSeconds(10), () -> {
                Map<WisdomKey, Learnt> read = WisdomFile.read(file);
                locked.countDown();
                awaitUninterrupted(letGo);
                WisdomEntries merged = new WisdomEntries();
                merged.add(read);
                merged.add(Map.of(Examples.key("theirs"), Examples.learnt(7)));
                WisdomFile.write(file, merged.all());
            });
            return "";
        });
        new Thread(learner, "learner").start();
        assertTrue(locked.await(10, TimeUnit.SECONDS));
        new Thread(export, "export").start();
        try {
            assertThrows(TimeoutException.class, () -> export.get(200, TimeUnit.MILLISECONDS), "did not wait");
        } finally {
            letGo.countDown();
        }
        learner.get();
        return export.get();
    }

    private Path lock() {
        return folder.resolve("wisdom.json.lock");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** In memory is what the file lacks, and an old time of what another process has measured since. */
    private WisdomStore withMemories() {
        WisdomStore store = store();
        store.learn(Examples.key("ours"), Examples.learnt(1));
        store().learn(Examples.key("ours"), Examples.learnt(2));
        store.learn(Examples.key("x".repeat(WisdomRules.TEXT + 1)), Examples.learnt(3));
        return store;
    }

    private void assertNothingLost(int exported) {
        assertEquals(2, exported);
        assertEquals(
                Map.of(Examples.key("ours"), Examples.learnt(2), Examples.key("theirs"), Examples.learnt(7)),
                store().all());
        assertEquals(List.of(), warnings);
    }

    @Test
    void ontoTheFileItself() throws Exception {
        assertNothingLost(exportDuringALearner(withMemories(), file));
    }

    @Test
    void ontoTheFileByAnotherSpelling() throws Exception {
        Path detour = Files.createDirectory(folder.resolve("detour")).resolve("../wisdom.json");
        assertNothingLost(exportDuringALearner(withMemories(), detour));
    }

    @Test
    void ontoTheFileByALink() throws Exception {
        WisdomStore store = withMemories();
        Path link = folder.resolve("link.json");
        try {
            Files.createSymbolicLink(link, file);
        } catch (UnsupportedOperationException | IOException e) {
            assumeFalse(true, "no links here");
        }
        assertNothingLost(exportDuringALearner(store, link));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void aFileThatIsNotThereYetIsMade() throws Exception {
        WisdomStore store = store();
        assertEquals(0, store.exportTo(file));
        assertTrue(Files.exists(lock()));
        assertEquals(Map.of(), WisdomFile.read(file));
    }

    @Test
    void whatWasForgottenInMemoryStaysInTheFile() throws Exception {
        WisdomStore store = withMemories();
        store.forget();
        assertEquals(1, store.exportTo(file));
        assertEquals(Map.of(Examples.key("ours"), Examples.learnt(2)), store().all());
    }

    @Test
    void aForeignFileStaysWhatItIs() throws Exception {
        Files.writeString(file, "something else");
        WisdomStore store = store();
        store.learn(Examples.key("a"), Examples.learnt(1));
        IOException e = assertThrows(IOException.class, () -> store.exportTo(file));
        assertTrue(e.getMessage().startsWith("line 1: "), e.getMessage());
        assertEquals("something else", Files.readString(file));
    }

    @Test
    void elsewhereNoLockIsLeft() throws Exception {
        Path other = folder.resolve("other.json");
        assertEquals(1, withMemories().exportTo(other));
        assertFalse(Files.exists(folder.resolve("other.json.lock")));
    }

    @Test
    void aCopyUnderALinkedNameIsAnotherFile() throws Exception {
        withMemories();
        Path hard = folder.resolve("hard.json");
        try {
            Files.createLink(hard, file);
        } catch (UnsupportedOperationException | IOException e) {
            assumeFalse(true, "no links here");
        }
        WisdomStore store = store();
        store.forget();
        store().learn(Examples.key("more"), Examples.learnt(1));
        assertEquals(2, store.exportTo(hard));
        assertEquals(2, WisdomFile.read(hard).size());
    }
}
