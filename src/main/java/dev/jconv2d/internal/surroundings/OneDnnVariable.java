package dev.jconv2d.internal.surroundings;

import dev.jconv2d.internal.files.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * A setting of oneDNN's in the environment.
 *
 * @param name with the prefix that it has there
 * @param value as it stands there
 */
record OneDnnVariable(String name, String value) {
    /** By the last part of its name; the older prefix counts where the newer has no value. Null if it has none. */
    static @Nullable OneDnnVariable of(Surroundings here, String name) {
        for (String prefix : new String[] {"ONEDNN_", "DNNL_"}) {
            String value = here.variable(prefix + name);
            if (value != null && !value.isEmpty()) {
                return new OneDnnVariable(prefix + name, value);
            }
        }
        return null;
    }

    /** The value as a number, 0 if it is none, as oneDNN reads it. */
    int number() {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return name + " = " + Quoted.plain(value);
    }
}
