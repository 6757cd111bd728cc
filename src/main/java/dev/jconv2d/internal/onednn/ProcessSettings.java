package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.NativeConfig;

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
}
