package dev.jconv2d.internal.onednn;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The C library that Alpine has. The natives want glibc; where a stand-in for that lets them load, they may crash. */
public final class Musl {
    private Musl() {}

    /** Whether this process runs on it, as far as Linux tells. */
    static boolean isHere() {
        // Not by java.nio, whose first use takes ten times as long as this.
        try (InputStream maps = new FileInputStream("/proc/self/maps")) {
            return isMapped(new String(maps.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a process runs on it whose {@code /proc/self/maps}, or a line of that, this is. */
    public static boolean isMapped(String maps) {
        return maps.contains("/ld-musl-");
    }
}
