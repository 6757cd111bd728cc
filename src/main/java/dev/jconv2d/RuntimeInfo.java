package dev.jconv2d;

import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.onednn.OneDnn;
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
}
