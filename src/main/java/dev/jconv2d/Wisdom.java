package dev.jconv2d;

import dev.jconv2d.internal.planning.WisdomLine;
import dev.jconv2d.internal.planning.WisdomStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@link Planning#MEASURE} has taught: for each problem the kernel that won, and what the others took. It holds for
 * the processor, the versions, the thread budget, the limits to what is offered, the formats and the fused operations that it was measured with, and
 * helps nobody else.
 *
 * <p>All layers of a process share it, in memory. If native-config's key {@code wisdom.file} (the system property
 * {@value #PROPERTY}) names a file, it is read at first use, and what is learnt is merged into it, so that later processes
 * need not measure; any number of processes may share a file. Its directory must exist; beside it a lock is left, by the file's
 * name and {@code .lock}. It is JSON, and needs {@code com.fasterxml.jackson.core:jackson-core} on the class path. A file that is
 * damaged, foreign or of another version, or that cannot be read, written or locked, is never an error and never overwritten:
 * a warning is logged, once, and the process goes on in memory.
 *
 * <p>Any thread may call these methods. Each throws {@link IllegalArgumentException} if a system property of native-config's
 * holds what it must not.
 */
public final class Wisdom {
    /** The system property that names the file: {@value}. Read at first use; without it, or empty, there is no file. */
    public static final String PROPERTY = "jconv2d.wisdom.file";

    private Wisdom() {}

    /**
     * Writes all that is known here, what is in the file now and what is in memory, to another file. That is then there as a
     * whole, or as it was.
     *
     * @param file is replaced if it exists; its directory must exist. The wisdom file itself only gets what it lacks
     * @return how many entries were written
     * @throws IOException if that fails, or if Jackson is not on the class path; the message names the file
     */
    public static int exportTo(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        try {
            return WisdomStore.shared().exportTo(file);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /**
     * Takes over all entries of a file that {@link #exportTo} or any process has written, instead of what is known of the same
     * problems, as if they had been learnt here; so they are written to the file too, if there is one.
     *
     * <p>The file may be anybody's: it must be a regular one of at most 16 MB, with at most 10 000 entries, 1000 candidates in each,
     * and 1000 characters in each text, and what it names as a winner is only taken where it is offered.
     *
     * @param file what to read
     * @return how many entries were taken over
     * @throws IOException if there is no such file, or it is damaged, foreign, of another version or longer than that, or if Jackson
     *     is not on the class path; the message names the file, the place and the rule, and nothing is taken over
     */
    public static int importFrom(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        try {
            return WisdomStore.shared().importFrom(file);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /**
     * Forgets all that this process knows, so that plans are measured anew. Plans that were made stay, and so does the file with
     * what it has; but this process does not read it again.
     */
    public static void forget() {
        WisdomStore.shared().forget();
    }

    /**
     * How many problems this process knows something about, of at most 10 000; where there are more, the oldest are forgotten.
     *
     * @return the number of entries
     */
    public static int size() {
        return WisdomStore.shared().size();
    }

    /**
     * What is known here, for people: a line for each entry with the problem, the formats, the threads, fused operations, the
     * winner and its time.
     *
     * @return the lines, the oldest first
     */
    public static List<String> describe() {
        List<String> lines = new ArrayList<>();
        WisdomStore.shared().all().forEach((key, learnt) -> lines.add(WisdomLine.of(key, learnt)));
        return lines;
    }

    /**
     * The file that keeps what is learnt.
     *
     * @return the path as it was configured; empty if there is none, or if it was found to be of no use, which a warning has told
     */
    public static Optional<Path> file() {
        return WisdomStore.shared().file();
    }

    /** The system's own exceptions name the file already. */
    private static IOException named(Path file, IOException e) {
        return e instanceof FileSystemException ? e : new IOException(file + ": " + e.getMessage(), e);
    }
}
