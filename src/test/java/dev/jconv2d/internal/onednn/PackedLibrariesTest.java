package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a jar's files JavaCPP would unpack, and to where. */
class PackedLibrariesTest {
    private static final String PRESET = "org/bytedeco/dnnl/here/";

    @TempDir
    Path folder;

    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                to.putNextEntry(new ZipEntry(entry));
            }
        }
        return jar;
    }

    private List<Path> find(Path... classPath) throws IOException {
        return findIn(Path.of("/c"), classPath);
    }

    private List<Path> findIn(Path cache, Path... classPath) throws IOException {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return PackedLibraries.find(loader, "dnnl", "jnidnnl", "here", cache).stream()
                    .map(PackedLibrary::file)
                    .toList();
        }
    }

    @Test
    void allLibrariesBesideTheJniOne() throws IOException {
        String jni = System.mapLibraryName("jnidnnl");
        Path jar = jar(
                "dnnl-3.jar",
                "org/bytedeco/dnnl/elsewhere/libdnnl.so.3",
                PRESET,
                PRESET + "include/x.h",
                PRESET + "include/libx.so",
                PRESET + "x.so.txt/y",
                PRESET + "readme.txt",
                PRESET + jni,
                PRESET + "libdnnl.so.3",
                PRESET + "libdnnl.3.dylib",
                PRESET + "dnnl.dll");
        Path copies = Path.of("/c/dnnl-3.jar", PRESET);
        assertEquals(
                List.of(
                        copies.resolve(jni),
                        copies.resolve("libdnnl.so.3"),
                        copies.resolve("libdnnl.3.dylib"),
                        copies.resolve("dnnl.dll")),
                find(jar));
    }

    @Test
    void theFirstJarOfTheClassPathCounts() throws IOException {
        String jni = PRESET + System.mapLibraryName("jnidnnl");
        assertEquals(
                List.of(Path.of("/c/b.jar", jni)),
                find(jar("a.jar", PRESET + "libdnnl.so.3"), jar("b.jar", jni), jar("c.jar", jni)));
    }

    @Test
    void whatIsInNoJarIsLeftToJavaCpp() throws IOException {
        assertEquals(List.of(), find(jar("a.jar", "x")));
        Path classes = Files.createDirectories(folder.resolve("classes").resolve(PRESET));
        Files.createFile(classes.resolve(System.mapLibraryName("jnidnnl")));
        assertEquals(List.of(), find(folder.resolve("classes")));
    }

    @Test
    void copiesForFurtherClassLoadersAreFoundToo() throws IOException {
        String jni = System.mapLibraryName("jnidnnl");
        Path copies = Files.createDirectories(folder.resolve("cache/a.jar").resolve(PRESET));
        for (String name : List.of("jnidnnl7", "jnidnnl12", "jnidnnlx", "jnidnnl1x", "jniother0")) {
            Files.createFile(copies.resolve(System.mapLibraryName(name)));
        }
        Files.createFile(copies.resolve(jni + "5"));
        assertEquals(
                Set.of(
                        copies.resolve(jni),
                        copies.resolve(System.mapLibraryName("jnidnnl7")),
                        copies.resolve(System.mapLibraryName("jnidnnl12"))),
                Set.copyOf(findIn(folder.resolve("cache"), jar("a.jar", PRESET + jni))));
    }
}
