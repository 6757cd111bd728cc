package dev.jconv2d.internal.onednn;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds a preset's native libraries in the class path's jars, and where JavaCPP looks for their copies. */
final class PackedLibraries {
    private PackedLibraries() {}

    /**
     * All libraries that lie beside a preset's JNI library. What is in no jar is left out: JavaCPP makes no copy of a file,
     * and what is missing is for it to tell.
     *
     * @param loader by which the class path is searched
     * @param preset the last part of the preset's package
     * @param jni the name of its JNI library, as Java loads it
     * @param cache JavaCPP's cache
     */
    static List<PackedLibrary> find(ClassLoader loader, String preset, String jni, String platform, Path cache)
            throws IOException {
        String folder = "org/bytedeco/" + preset + "/" + platform + "/";
        URL url = loader.getResource(folder + System.mapLibraryName(jni));
        URLConnection connection = url == null ? null : url.openConnection();
        List<PackedLibrary> found = new ArrayList<>();
        if (connection instanceof JarURLConnection packed) {
            // Shared by all connections, JavaCPP's too, so it is not closed here.
            JarFile jar = packed.getJarFile();
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(folder)) {
                    String name = entry.getName().substring(folder.length());
                    if (isSharedLibrary(name)) {
                        found.add(new PackedLibrary(jar, entry, folder, name, cache));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isSharedLibrary(String name) {
        return name.indexOf('/') < 0
                && (name.endsWith(".so") || name.contains(".so.") || name.endsWith(".dylib") || name.endsWith(".dll"));
    }
}
