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
import org.jspecify.annotations.Nullable;

/** Finds a preset's native libraries in the class path's jars, and where JavaCPP looks for their copies. */
final class PackedLibraries {
    private PackedLibraries() {}

    /**
     * All libraries that lie beside a preset's JNI library, and the further copies of that which JavaCPP has made. What is in no
     * jar is left out: JavaCPP makes no copy of a file.
     *
     * @param loader by which the class path is searched
     * @param preset the last part of the preset's package
     * @param jni the name of its JNI library, as Java loads it
     * @param cache JavaCPP's cache
     */
    static List<PackedLibrary> find(ClassLoader loader, String preset, String jni, String platform, Path cache)
            throws IOException {
        String folder = folder(preset, platform);
        URL url = jni(loader, preset, jni, platform);
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
                        PackedLibrary library = new PackedLibrary(jar, entry, folder, name, cache);
                        found.add(library);
                        if (name.equals(System.mapLibraryName(jni))) {
                            addFurtherCopies(library, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Where the class path has a preset's JNI library, in a jar or not, or null if it has none. */
    static @Nullable URL jni(ClassLoader loader, String preset, String jni, String platform) {
        return loader.getResource(folder(preset, platform) + System.mapLibraryName(jni));
    }

    private static String folder(String preset, String platform) {
        return "org/bytedeco/" + preset + "/" + platform + "/";
    }

    /** A second class loader in a JVM cannot load the same file: JavaCPP makes libjnidnnl0.so for it, and so on. */
    private static void addFurtherCopies(PackedLibrary library, List<PackedLibrary> found) {
        String[] names = library.folder().toFile().list();
        if (names != null) {
            for (String name : names) {
                if (library.isNumbered(name)) {
                    found.add(library.copy(name));
                }
            }
        }
    }

    private static boolean isSharedLibrary(String name) {
        return name.indexOf('/') < 0
                && (name.endsWith(".so") || name.contains(".so.") || name.endsWith(".dylib") || name.endsWith(".dll"));
    }
}
