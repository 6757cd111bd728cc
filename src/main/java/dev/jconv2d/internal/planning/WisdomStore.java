package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.NativeConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that measuring has taught, for every layer of the process; in a file too if one is configured, which is read at first
 * use and written whenever something is learnt. Any thread may use it.
 */
public final class WisdomStore {
    private static @Nullable WisdomStore shared;

    private final WisdomEntries entries = new WisdomEntries();
    private final @Nullable KeptWisdom kept;
    private volatile boolean begun;

    /**
     * A store by itself.
     *
     * @param file where it is kept; null for memory alone
     * @param warning gets the one warning if the file cannot be used
     */
    WisdomStore(@Nullable Path file, Consumer<String> warning) {
        kept = file == null ? null : new KeptWisdom(file, warning);
    }

    /**
     * The process's.
     *
     * @throws NativeConfig.InvalidValue if a system property holds what it must not
     */
    public static synchronized WisdomStore shared() {
        WisdomStore store = shared;
        if (store == null) {
            store = new WisdomStore(
                    NativeConfig.current().path("wisdom.file").orElse(null),
                    text -> System.getLogger("dev.jconv2d").log(Level.WARNING, text));
            shared = store;
        }
        return store;
    }

    /** What is known of a problem; never throws because of the file. */
    public @Nullable Learnt find(WisdomKey key) {
        begin();
        return entries.find(key);
    }

    /** Remembers in memory what was learnt of a problem, instead of what was known. */
    void remember(WisdomKey key, Learnt learnt) {
        begin();
        entries.add(Map.of(key, learnt));
    }

    /** Writes it to the file too, if there is one, which may have to be waited for; never throws because of the file. */
    void keep(WisdomKey key, Learnt learnt) {
        if (kept != null) {
            kept.add(Map.of(key, learnt));
        }
    }

    /** Does both. */
    public void learn(WisdomKey key, Learnt learnt) {
        remember(key, learnt);
        keep(key, learnt);
    }

    /** Remembers all, in the map's order, and writes the file once. */
    void learn(Map<WisdomKey, Learnt> newer) {
        begin();
        entries.add(newer);
        if (kept != null) {
            kept.add(newer);
        }
    }

    /** Forgets what is in memory; the file keeps what it has, but is not read again. */
    public void forget() {
        begin();
        entries.clear();
    }

    /** How many problems are known. */
    public int size() {
        begin();
        return entries.size();
    }

    /** What is known, the oldest first. */
    public Map<WisdomKey, Learnt> all() {
        begin();
        return entries.all();
    }

    /** The file, as long as nothing failed with it. */
    public Optional<Path> file() {
        return kept == null || !kept.usable() ? Optional.empty() : Optional.of(kept.file());
    }

    /**
     * Writes what the file has, as it is now, and what is in memory.
     *
     * @param other if it is the file itself, only what that lacks is added
     * @return how many entries were written
     * @throws IOException if the other file cannot be written; it is then as it was
     */
    public int exportTo(Path other) throws IOException {
        if (kept != null && kept.is(other)) {
            // Replaced without its lock, it would lose what other processes learn meanwhile.
            return kept.complete(all());
        }
        WisdomEntries everything = new WisdomEntries();
        if (kept != null) {
            kept.readInto(everything);
        }
        everything.add(all());
        return WisdomFile.write(other, everything.all());
    }

    /**
     * Learns what another file has.
     *
     * @return how many entries that are
     * @throws IOException if it cannot be read; nothing is learnt then
     */
    public int importFrom(Path other) throws IOException {
        Map<WisdomKey, Learnt> read = WisdomFile.read(other);
        learn(read);
        return read.size();
    }

    private void begin() {
        if (!begun) {
            readOnce();
        }
    }

    private synchronized void readOnce() {
        if (!begun) {
            if (kept != null) {
                kept.readInto(entries);
            }
            begun = true;
        }
    }
}
