package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.OwnThread;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Loads the native library, once a process. A failure is a value, kept with its cause. */
public final class OneDnn {
    /** The minor number of the glibc 2 that the natives were built with. */
    public static final int GLIBC_MINOR = 34;

    private static volatile @Nullable Load result;

    private OneDnn() {}

    /**
     * What loading gave.
     *
     * @param library the library, or null if it did not load
     * @param reason what happened, in one line, with a remedy if it failed
     * @param cause what was thrown, or null
     */
    public record Load(
            @Nullable OneDnnLibrary library,
            String reason,
            @Nullable Throwable cause) {
        /** The library, where loading is known to have succeeded. */
        public OneDnnLibrary orElseThrow() {
            if (library == null) {
                throw new IllegalStateException(reason, cause);
            }
            return library;
        }
    }

    /** Loads the library, once; every call gives the same value. Throws only for a wrong native-config key. */
    public static Load load() {
        Load loaded = result;
        return loaded == null ? loadOnce() : loaded;
    }

    private static synchronized Load loadOnce() {
        Load loaded = result;
        if (loaded == null) {
            loaded = tryLoad();
            result = loaded;
        }
        return loaded;
    }

    /** The library if it has been loaded for something, else null; never loads it, nor waits. */
    public static @Nullable OneDnnLibrary ifLoaded() {
        Load loaded = result;
        return loaded == null ? null : loaded.library();
    }

    /** On a stack of its own: the library's initialisers need more than a small or deep caller may have left. */
    private static Load tryLoad() {
        NativeConfig config = NativeConfig.current();
        try {
            return OwnThread.get("jconv2d-load", "to load oneDNN's native library", () -> open(config));
        } catch (OutOfMemoryError e) {
            return failed(e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever loading throws, this process goes on in Java
    private static Load open(NativeConfig config) {
        try {
            ProcessSettings.apply(config);
            LibraryLoading loading = new LibraryLoading();
            loading.load(config);
            return new Load(OneDnnLibrary.open(config), "the native library works" + loading.note(), null);
        } catch (NativeConfig.InvalidValue e) {
            throw e;
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private static Load failed(Throwable thrown) {
        LoadFailure failure = LoadFailure.of(thrown);
        return new Load(
                null,
                "oneDNN's native library does not load: " + failure.getMessage() + "; remedy: " + failure.remedy(),
                thrown);
    }

    /** Where JavaCPP unpacks libraries, or {@code -} and the reason if it has no place. */
    @SuppressWarnings("CatchingUnchecked") // as for loading
    public static String cacheDirectory() {
        try {
            ProcessSettings.apply(NativeConfig.current());
            return Loader.getCacheDir().getPath();
        } catch (Throwable e) {
            return "- (" + e + ")";
        }
    }
}
