package dev.jconv2d.internal.surroundings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Linux says of mounted file systems. */
final class Mounts {
    private Mounts() {}

    /**
     * The mount that a path is on, if it is such that nothing on it can be run or loaded.
     *
     * @param lines of /proc/self/mounts
     * @param real a path without links
     * @return where it is mounted, or null
     */
    static @Nullable String noexec(List<String> lines, String real) {
        String mount = null;
        boolean noexec = false;
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            if (fields.length > 3) {
                String point = unescaped(fields[1]);
                // What is mounted over another comes later, and hides it.
                if (Path.of(real).startsWith(point) && (mount == null || point.length() >= mount.length())) {
                    mount = point;
                    noexec = Arrays.asList(fields[3].split(",", -1)).contains("noexec");
                }
            }
        }
        return noexec ? mount : null;
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
