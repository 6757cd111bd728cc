package dev.jconv2d;

import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.onednn.OneDnn;
import dev.jconv2d.internal.surroundings.Warnings;
import java.util.List;
import java.util.SortedMap;

/** Facts about the library in this process, for diagnosis. {@link BackendStatus} tells those of each backend. */
public final class RuntimeInfo {
    private RuntimeInfo() {}

    /**
     * The library's version.
     *
     * @return such as {@code 0.1.0}
     */
    public static String version() {
        return NativeConfig.current().get("version");
    }

    /**
     * native-config as it is in force: the file in the library's jar, overridden by the system properties
     * {@code jconv2d.KEY}.
     *
     * @return a copy, by key without the prefix; a value is empty where nothing is set
     */
    public static SortedMap<String, String> configuration() {
        return NativeConfig.current().values();
    }

    /**
     * Where native libraries are unpacked; made if it does not exist.
     *
     * @return the directory, or {@code -} and the reason if there is none
     */
    public static String nativeCacheDirectory() {
        return OneDnn.cacheDirectory();
    }

    /**
     * What about this process will hurt: native libraries that do not load, capped instructions, threads that do not match the
     * processors, settings for debugging that were left on, limits on memory. For a service to log when it starts. Loads the
     * native library, unless {@value Backend#PROPERTY} names a backend that needs none; takes some milliseconds besides, and looks at
     * the environment, the JVM's options and, on Linux, at /proc.
     *
     * @return one for each, none if all is well
     * @throws IllegalArgumentException if a system property of the library's holds what it must not
     */
    public static List<RuntimeWarning> warnings() {
        return Warnings.ofThisProcess();
    }
}
