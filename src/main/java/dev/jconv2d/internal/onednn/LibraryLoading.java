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

/**
 * Has JavaCPP load the preset's native libraries: those of the class path's jars, and sound. JavaCPP also asks the system for OpenMP
 * runtimes and a TBB that the preset names and no jar holds on Linux; where the system has one, it is loaded besides.
 */
final class LibraryLoading {
    /** To unpack takes less than a second; who needs so much longer has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the system says where a class loader wants a library that another has. */
    private static final String OF_ANOTHER_LOADER = "already loaded in another classloader";

    private enum Preset {
        JAVACPP("javacpp", "jnijavacpp"),
        OPENCL("opencl", "jniOpenCL"),
        DNNL("dnnl", "jnidnnl");

        /** The last part of its package. */
        private final String part;
        /** Its JNI library, as Java loads it. */
        private final String jni;

        Preset(String part, String jni) {
            this.part = part;
            this.jni = jni;
        }
    }

    private static final ClassLoader LOADER = dnnl.class.getClassLoader();

    private final String platform = Loader.getPlatform();
    private final List<PackedLibrary> sound = new ArrayList<>();
    private String note = "";

    /**
     * Loads them, once a process.
     *
     * @throws LoadFailure if there are none, and nothing has been loaded
     * @throws IOException if they cannot be unpacked
     * @throws LinkageError if they do not load
     */
    void load(NativeConfig config) throws LoadFailure, IOException {
        requireNatives(config, platform);
        if (platform.startsWith("linux") && Musl.isHere()) {
            requireNatives(config, platform + " with musl");
        }
        if (ProcessSettings.takeLibrariesFromElsewhere(System.getProperties())) {
            Loader.load(dnnl.class);
            return;
        }
        requireJars();
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

    private static void requireNatives(NativeConfig config, String system) throws LoadFailure {
        if (!config.platforms().contains(system)) {
            throw new LoadFailure(
                    "there is none for " + system,
                    "none needed, plain Java computes; natives exist for " + config.get("platforms"),
                    null);
        }
    }

    /** Before JavaCPP is asked for anything: what it does not find it would take from the system, with what that needs. */
    private void requireJars() throws LoadFailure {
        for (Preset preset : Preset.values()) {
            if (PackedLibraries.jni(LOADER, preset.part, preset.jni, platform) == null) {
                throw LoadFailure.absence(
                        "no " + System.mapLibraryName(preset.jni) + " for " + platform + " on the class path", null);
            }
        }
    }

    /** JavaCPP's cache, or null if it has none, which it will tell if it wants one. */
    private static @Nullable Path cacheFolder() {
        try {
            return Loader.getCacheDir().toPath();
        } catch (IOException e) {
            return null;
        }
    }

    private void load(LibraryCache cache, Path folder) throws IOException {
        // To read oneDNN's 90 MB takes a while, but not as long as to load what its preset needs.
        List<PackedLibrary> own = find(Preset.DNNL, folder);
        OwnThread<List<PackedLibrary>> check =
                OwnThread.start("jconv2d-check", "to check native libraries", () -> LibraryCache.faulty(own));
        List<PackedLibrary> needed = find(Preset.JAVACPP, folder);
        needed.addAll(find(Preset.OPENCL, folder));
        cache.replace(LibraryCache.faulty(needed));
        sound.addAll(needed);
        Loader.load(OpenCL.class);
        cache.replace(check.get());
        sound.addAll(own);
        Loader.load(dnnl.class);
    }

    private List<PackedLibrary> find(Preset preset, Path folder) throws IOException {
        return PackedLibraries.find(LOADER, preset.part, preset.jni, platform, folder);
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
                        if (!String.valueOf(e.getMessage()).contains(OF_ANOTHER_LOADER)) {
                            e.addSuppressed(failure);
                            throw e;
                        }
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
