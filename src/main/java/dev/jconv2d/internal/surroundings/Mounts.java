package dev.jconv2d.internal.surroundings;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Linux says of mounted file systems. */
final class Mounts {
    /** How the JVM reads and writes names of files. */
    static final Charset NAMES = names();

    private Mounts() {}

    /**
     * The mount that a path is on, if it is such that nothing on it can be run or loaded.
     *
     * @param lines of /proc/self/mounts, each byte a character
     * @param real a path without links
     * @return where it is mounted, or null
     */
    static @Nullable String noexec(List<String> lines, String real) {
        String mount = null;
        boolean noexec = false;
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            if (fields.length > 3) {
                String point = new String(unescaped(fields[1]).getBytes(StandardCharsets.ISO_8859_1), NAMES);
                // What is mounted over another comes later, and hides it.
                if (isBelow(real, point) && (mount == null || point.length() >= mount.length())) {
                    mount = point;
                    noexec = Arrays.asList(fields[3].split(",", -1)).contains("noexec");
                }
            }
        }
        return noexec ? mount : null;
    }

    private static boolean isBelow(String path, String point) {
        try {
            return Path.of(path).startsWith(point);
        } catch (InvalidPathException e) {
            return false; // a name that this JVM's encoding does not have, so no path of ours is there
        }
    }

    private static Charset names() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", ""));
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    /** Spaces and the like are written as a backslash and three octal digits. */
    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && field.substring(i + 1).matches("[0-3][0-7]{2}(?s:.*)")) {
                text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }
}
