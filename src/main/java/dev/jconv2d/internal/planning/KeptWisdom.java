package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Uninterruptibly;
import dev.jconv2d.internal.files.LockedFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The file that processes share. It is there to save time, so nothing that happens to it is an error: at the first failure
 * there is one warning, and from then on this process leaves the file alone, which is also how a damaged or foreign file
 * stays what it is.
 */
final class KeptWisdom {
    /** Far longer than anybody needs the lock for: who still has it has stopped, and once is enough to wait for that. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Consumer<String> warning;
    private volatile boolean usable = true;

    KeptWisdom(Path file, Consumer<String> warning) {
        this.file = file;
        this.warning = warning;
    }

    Path file() {
        return file;
    }

    /** Whether nothing has failed yet. */
    boolean usable() {
        return usable;
    }

    /** Reads the file's entries into others; none if there is no file yet. */
    synchronized void readInto(WisdomEntries entries) {
        attempt(() -> entries.add(read(file)));
    }

    /** Adds entries to the file, as it is then. */
    synchronized void add(Map<WisdomKey, Learnt> newer) {
        Map<WisdomKey, Learnt> writable = writable(newer);
        if (!writable.isEmpty()) {
            attempt(() -> merge(Map.of(), writable));
        }
    }

    /**
     * Adds entries of problems that the file, as it is then, says nothing of: whatever it says is as new, because all that
     * is learnt goes there at once.
     *
     * @return how many entries it has now
     * @throws IOException if it cannot be read, locked or written; it is then as it was
     */
    int complete(Map<WisdomKey, Learnt> others) throws IOException {
        return merge(others, Map.of());
    }

    /** Whether a path leads to this file, by a link too. */
    boolean is(Path other) {
        try {
            // What is no regular file, such as /dev/stdout, may have no real path.
            return !(Files.exists(other) && !Files.isRegularFile(other))
                    && target(other).equals(target(file));
        } catch (IOException e) {
            return false; // who uses the path will be told
        }
    }

    /** Not as a failure: an odd name or an endless note is no reason to lose all other entries. */
    private static Map<WisdomKey, Learnt> writable(Map<WisdomKey, Learnt> entries) {
        Map<WisdomKey, Learnt> writable = new LinkedHashMap<>();
        entries.forEach((key, learnt) -> {
            String problem = WisdomRules.problem(key, learnt);
            if (problem == null) {
                writable.put(key, learnt);
            } else {
                System.getLogger("dev.jconv2d")
                        .log(Level.DEBUG, "an entry of wisdom is kept in memory alone: {0}", problem);
            }
        });
        return writable;
    }

    /** Returns how many entries the file has then. */
    private int merge(Map<WisdomKey, Learnt> older, Map<WisdomKey, Learnt> newer) throws IOException {
        Path target = target(file);
        int[] count = new int[1];
        LockedFile.with(target.resolveSibling(target.getFileName() + ".lock"), PATIENCE, () -> {
            WisdomEntries merged = new WisdomEntries();
            merged.add(older);
            merged.add(read(target));
            merged.add(newer);
            count[0] = WisdomFile.write(target, merged.all());
        });
        return count[0];
    }

    /** The file that links lead to: other processes may come by its own name, and their lock must be the same. */
    private static Path target(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder != null && Files.exists(folder) ? folder.toRealPath().resolve(absolute.getFileName()) : absolute;
    }

    /** A directory may still come, or may never be needed: whether it is there is seen when something is learnt. */
    private static Map<WisdomKey, Learnt> read(Path file) throws IOException {
        return Files.exists(file) ? WisdomFile.read(file) : Map.of();
    }

    /** On a thread of its own, because an interrupt of the caller's would close the files under it. */
    private void attempt(LockedFile.Action action) {
        if (!usable) {
            return;
        }
        try {
            Thread thread = new Thread(() -> run(action), "jconv2d-wisdom");
            thread.setDaemon(true);
            thread.start();
            Uninterruptibly.await(thread::join);
        } catch (OutOfMemoryError e) {
            fail(e); // no thread can be made
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever happens, plans are made without the file
    private void run(LockedFile.Action action) {
        try {
            action.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        usable = false;
        warning.accept(
                "wisdom file " + file + ": " + reason(e)
                        + "; this process leaves it alone and keeps wisdom in memory, and plans are measured anew by each process");
    }

    private String reason(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied: " + e.getMessage();
        }
        if (e instanceof FileSystemException system
                && system.getReason() != null
                && file.toString().equals(system.getFile())) {
            return system.getReason();
        }
        return e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
    }
}
