package dev.jconv2d.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock among threads and processes. Its file is empty, and stays: were it deleted, one could lock the deleted file and
 * another a new one.
 */
public final class LockedFile {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Locks are a process's: two threads would not keep each other out, and the first to close would let go for both. */
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    private LockedFile() {}

    /** What is done while nobody else has the lock. */
    @FunctionalInterface
    public interface Action {
        void run() throws IOException;
    }

    /**
     * Waits for the lock, makes its file if need be, acts, and lets go.
     *
     * @throws IOException if the action throws it, the file cannot be made or locked, or another process keeps it for longer than the patience
     */
    public static void with(Path file, Duration patience, Action action) throws IOException {
        RegularFile.require(file); // a pipe of that name would let nobody through, and for ever
        THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            await(file, channel, patience);
            action.run(); // the channel's end is the lock's
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    /** Asks again and again: a wait of the system's has no end when the other process hangs. */
    private static void await(Path file, FileChannel channel, Duration patience) throws IOException {
        long begin = System.nanoTime();
        while (tryLock(channel) == null) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new FileSystemException(
                        file.toString(), null, "another process has locked it for " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process has it, by another class loader's copy of this class
        }
    }
}
