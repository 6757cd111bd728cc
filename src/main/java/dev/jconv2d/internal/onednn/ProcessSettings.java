package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.NativeConfig;
import java.util.Locale;
import java.util.Properties;

/** JavaCPP's own settings, which it reads from system properties when its first class loads. */
final class ProcessSettings {
    private ProcessSettings() {}

    /** Passes on the keys that somebody has set; never overwrites what is set already. */
    static void apply(NativeConfig config) {
        for (String key : new String[] {"javacpp.cachedir", "javacpp.maxBytes", "javacpp.maxPhysicalBytes"}) {
            String property = "org.bytedeco." + key;
            if (!config.get(key).isEmpty() && System.getProperty(property) == null) {
                System.setProperty(property, config.get(key));
            }
        }
    }

    /** Whether users have JavaCPP take libraries from elsewhere than the jars or the cache, which is left to them. */
    static boolean takeLibrariesFromElsewhere(Properties system) {
        return flag(system, "pathsFirst", false)
                || flag(system, "cachedir.nosubdir", false)
                || !flag(system, "cacheLibraries", true)
                || !flag(system, "findLibraries", true);
    }

    /** As JavaCPP reads it: what it once spelled without capitals counts unless the new spelling is there too. */
    private static boolean flag(Properties system, String key, boolean otherwise) {
        String property = "org.bytedeco.javacpp." + key;
        String old = system.getProperty(property.toLowerCase(Locale.ROOT), String.valueOf(otherwise));
        String value = system.getProperty(property, old).toLowerCase(Locale.ROOT);
        return value.equals("true") || value.equals("t") || value.isEmpty();
    }
}
