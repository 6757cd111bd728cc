package dev.jconv2d.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for the lock, how long, and what is left of it. */
class LockedFileTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path folder;

    @Test
    void whoWaitsInVainIsToldAndDoesNotAct() throws Exception {
        Path lock = folder.resolve("x.lock");
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            FileSystemException e = assertThrows(
                    FileSystemException.class, () -> LockedFile.with(lock, SHORT, () -> fail("another has the lock")));
            assertTrue(e.getMessage().startsWith(lock + ": another process"), e.getMessage());
        }
        AtomicInteger acted = new AtomicInteger();
        LockedFile.with(lock, SHORT, acted::incrementAndGet);
        assertEquals(1, acted.get());
    }

    @Test
    void whatTheActionThrowsLetsGo() throws Exception {
        Path lock = folder.resolve("x.lock");
        IOException thrown = new IOException("x");
        assertEquals(
                thrown,
                assertThrows(
                        IOException.class,
                        () -> LockedFile.with(lock, SHORT, () -> {
                            throw thrown;
                        })));
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            assertTrue(other.tryLock().isValid());
        }
    }
}
