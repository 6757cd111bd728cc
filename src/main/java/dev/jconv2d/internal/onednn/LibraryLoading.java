package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.OwnThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencl.global.OpenCL;
import org.jspecify.annotations.Nullable;

/** Has JavaCPP load the preset's native libraries: those of the class path's jars, sound, and no others. */
final class LibraryLoading {
    /** To unpack takes less than a second; who needs so much longer has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** JavaCPP's own properties by which users have it take libraries from elsewhere, which is left to them. */
    private static final String[] ELSEWHERE = {
        "cachelibraries",
        "cacheLibraries",
        "findlibraries",
        "findLibraries",
        "pathsfirst",
        "pathsFirst",
        "cachedir.nosubdir"
    };

    private final String platform = Loader.getPlatform();
    private final List<PackedLibrary> sound = new ArrayList<>();
    private String note = "";

    /**
     * Loads them, once a process.
     *
     * @throws LoadFailure if there are none
     * @throws IOException if they cannot be unpacked
     * @throws LinkageError if they do not load
     */
    void load(NativeConfig config) throws LoadFailure, IOException {
        String system = platform + (platform.startsWith("linux") && Musl.isHere() ? " with musl" : "");
        if (!config.platforms().contains(system)) {
            throw new LoadFailure(
                    "there is none for " + system,
                    "none needed, plain Java computes; natives exist for " + config.get("platforms"),
                    null);
        }
        Path folder = cacheFolder();
        if (folder == null) {
            Loader.load(dnnl.class);
            return;
        }
        LibraryCache cache = new LibraryCache(folder, PATIENCE);
        try {
            load(cache, folder);
        } catch (LinkageError e) {
            tellWhich(e);
            throw e;
        }
        refuseOthers();
        for (String replaced : cache.replaced()) {
            note += "; unpacked anew: " + replaced;
        }
    }

    /** JavaCPP's cache, or null if it is to use none, or has none, which it will tell if it wants one. */
    private static @Nullable Path cacheFolder() {
        for (String key : ELSEWHERE) {
            if (System.getProperty("org.bytedeco.javacpp." + key) != null) {
                return null;
            }
        }
        try {
            return Loader.getCacheDir().toPath();
        } catch (IOException e) {
            return null;
        }
    }

    private void load(LibraryCache cache, Path folder) throws IOException {
        // To read oneDNN's 90 MB takes a while, but not as long as to load what its preset needs.
        List<PackedLibrary> own = find("dnnl", "jnidnnl", folder);
        OwnThread<List<PackedLibrary>> check =
                OwnThread.start("jconv2d-check", "to check native libraries", () -> LibraryCache.faulty(own));
        List<PackedLibrary> needed = find("javacpp", "jnijavacpp", folder);
        needed.addAll(find("opencl", "jniOpenCL", folder));
        cache.replace(LibraryCache.faulty(needed));
        sound.addAll(needed);
        Loader.load(OpenCL.class);
        cache.replace(check.get());
        sound.addAll(own);
        Loader.load(dnnl.class);
    }

    private List<PackedLibrary> find(String preset, String jni, Path folder) throws IOException {
        return PackedLibraries.find(dnnl.class.getClassLoader(), preset, jni, platform, folder);
    }

    /** What to say besides when all is well; mostly nothing. */
    String note() {
        return note;
    }

    /** JavaCPP tells of the JNI library alone, and that may have failed only because what it needs did. */
    private void tellWhich(LinkageError failure) {
        if (platform.startsWith("linux")) {
            for (PackedLibrary library : sound) {
                if (!library.isJni()) {
                    try {
                        System.load(library.file().toString());
                    } catch (UnsatisfiedLinkError e) {
                        e.addSuppressed(failure);
                        throw e;
                    }
                }
            }
        }
    }

    /** Where a library does not load, JavaCPP quietly asks the system for one of that name, and has then no path for it. */
    private void refuseOthers() {
        for (String loaded : Loader.getLoadedLibraries().values()) {
            for (PackedLibrary library : sound) {
                if (library.isCalled(loaded)) {
                    UnsatisfiedLinkError other = new UnsatisfiedLinkError(
                            "the system's " + loaded + " was loaded in place of " + library.file());
                    tellWhich(other);
                    throw other;
                }
            }
        }
    }
}
