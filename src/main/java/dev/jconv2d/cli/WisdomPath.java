package dev.jconv2d.cli;

import dev.jconv2d.Wisdom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the program keeps wisdom unless it is told: in the user's cache. Only a program may decide that, never a library. */
final class WisdomPath {
    private WisdomPath() {}

    /** To be called before anything reads native-config. */
    static void apply() {
        if (System.getProperty(Wisdom.PROPERTY) == null) {
            Path cache = cache();
            if (cache != null) {
                Path folder = cache.resolve("jconv2d");
                make(folder);
                System.setProperty(
                        Wisdom.PROPERTY, folder.resolve("wisdom.json").toString());
            }
        }
    }

    /** The user's cache, or null if nothing says where it is. */
    private static @Nullable Path cache() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Path said = absolute(System.getenv(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME"));
        if (said != null || windows) {
            return said;
        }
        Path home = absolute(System.getProperty("user.home"));
        return home == null ? null : home.resolve(".cache");
    }

    /** Relative paths are to be ignored, as the XDG specification has it. */
    private static @Nullable Path absolute(@Nullable String text) {
        try {
            Path path = text == null || text.isEmpty() ? null : Path.of(text);
            return path == null || !path.isAbsolute() ? null : path;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            // Nobody may ever miss it: the library warns when there is something to write and no place for it.
        }
    }
}
