package dev.jconv2d.internal.surroundings;

import dev.jconv2d.internal.onednn.Musl;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The C library that this process runs on, told without native code: by the name of its mapped file, and by what that file says
 * of its release.
 *
 * @param isMusl whether it is musl
 * @param version glibc's, such as {@code 2.36}; null if it is another or does not tell
 */
record CLibrary(boolean isMusl, @Nullable String version) {
    private static final Pattern FILE = Pattern.compile(" (/\\S.*/libc(?:\\.so\\.6|-2\\.\\d+\\.so))$");
    private static final String RELEASE = "stable release version 2\\.\\d+";

    static CLibrary of(Surroundings here) {
        List<String> maps = here.lines("/proc/self/maps");
        for (String line : maps) {
            Matcher file = FILE.matcher(line);
            if (file.find()) {
                String release = here.find(file.group(1), RELEASE);
                return new CLibrary(false, release == null ? null : release.substring(release.lastIndexOf(' ') + 1));
            }
        }
        return new CLibrary(maps.stream().anyMatch(Musl::isMapped), null);
    }

    boolean isGlibcBefore(int minor) {
        return version != null && Integer.parseInt(version.substring(2)) < minor;
    }
}
