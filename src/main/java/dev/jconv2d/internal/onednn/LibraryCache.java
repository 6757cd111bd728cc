package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.files.AtomicFile;
import dev.jconv2d.internal.files.LockedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure that JavaCPP finds sound libraries in its cache. JavaCPP itself compares sizes and times alone, so that it would run
 * damaged code, and it writes where others may read.
 */
final class LibraryCache {
    private final Path folder;
    private final Duration patience;
    private final List<String> replaced = new ArrayList<>();

    /**
     * The cache in a folder.
     *
     * @param patience how long to wait for another process that unpacks
     */
    LibraryCache(Path folder, Duration patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /** Those of some libraries that differ from what is in their jars, compared to the last byte. */
    static List<PackedLibrary> faulty(List<PackedLibrary> libraries) {
        byte[] buffer = PackedLibrary.buffer();
        List<PackedLibrary> faulty = new ArrayList<>();
        for (PackedLibrary library : libraries) {
            if (library.fault(buffer) != null) {
                faulty.add(library);
            }
        }
        return faulty;
    }

    /**
     * Puts sound copies in place of faulty ones, unless another process has done so by then.
     *
     * @throws IOException if one cannot be replaced
     */
    void replace(List<PackedLibrary> faulty) throws IOException {
        if (faulty.isEmpty()) {
            return;
        }
        // JavaCPP's own lock, so that it does not unpack beside us: among processes the file, within this one the
        // monitor.
        synchronized (Runtime.getRuntime()) {
            LockedFile.with(folder.resolve(".lock"), patience, () -> replaceLocked(faulty));
        }
    }

    private void replaceLocked(List<PackedLibrary> faulty) throws IOException {
        byte[] buffer = PackedLibrary.buffer();
        for (PackedLibrary library : faulty) {
            String fault = library.fault(buffer);
            if (fault != null) {
                // Who writes here has the lock, so what lies here half-written is of a process that was killed.
                AtomicFile.deleteLeftovers(library.folder());
                library.unpack();
                if (!fault.equals(PackedLibrary.ABSENT)) {
                    replaced.add(library.file() + ", which " + fault);
                }
            }
        }
    }

    /** The libraries that were there, but not as they must be, each with what was wrong. */
    List<String> replaced() {
        return replaced;
    }
}
