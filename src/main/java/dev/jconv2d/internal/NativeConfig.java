package dev.jconv2d.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * native-config/native.properties as it is in force: what the file says, key by key overridden by the system properties
 * {@code jconv2d.KEY}. An empty value means "not set". native-config/README.md says what each key does.
 */
public final class NativeConfig {
    private static final String RESOURCE = "/dev/jconv2d/native-config/native.properties";
    private static final String PREFIX = "jconv2d.";

    private static volatile @Nullable NativeConfig current;

    private final SortedMap<String, String> values = new TreeMap<>();

    NativeConfig(Properties file, UnaryOperator<@Nullable String> systemProperty) {
        for (String key : file.stringPropertyNames()) {
            String override = systemProperty.apply(PREFIX + key);
            values.put(key, (override != null ? override : file.getProperty(key)).strip());
        }
        // Wrong values are told now, to the caller who can mend them, and not later from some initialiser.
        threads();
        count("plan.cache.entries");
        count("planning.budget.ms");
        path("wisdom.file");
        flag("leaks.report");
        for (String key : List.of("plan.cache.bytes", "pool.bytes", "scratchpad.bytes")) {
            bytes(key);
        }
        for (String key : List.of("javacpp.maxBytes", "javacpp.maxPhysicalBytes")) {
            if (!get(key).isEmpty()) {
                bytes(key);
            }
        }
    }

    /**
     * The configuration of this process, read once, at first use.
     *
     * @throws InvalidValue if a system property holds what it must not
     */
    public static NativeConfig current() {
        NativeConfig read = current;
        return read == null ? readOnce() : read;
    }

    private static synchronized NativeConfig readOnce() {
        NativeConfig read = current;
        if (read == null) {
            read = new NativeConfig(file(), System::getProperty);
            current = read;
        }
        return read;
    }

    static Properties file() {
        Properties file = new Properties();
        try (InputStream in = NativeConfig.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the library's jar lacks " + RESOURCE);
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return file;
    }

    /** All keys and values, sorted. */
    public SortedMap<String, String> values() {
        return new TreeMap<>(values);
    }

    /** A key's value, empty if it is not set. */
    public String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("native-config has no key " + key);
        }
        return value;
    }

    /** The platforms that have natives, in JavaCPP's spelling. */
    public List<String> platforms() {
        List<String> platforms = new ArrayList<>();
        for (String platform : get("platforms").split(",", -1)) {
            platforms.add(platform.strip());
        }
        return platforms;
    }

    /** The thread budget, if one is set. */
    public OptionalInt threads() {
        return get("threads").isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) number("threads", 1, mostThreads()));
    }

    /** The largest thread budget: bounded, because OpenMP ends the process when it can make no more threads. */
    public static int mostThreads() {
        return 4 * Runtime.getRuntime().availableProcessors();
    }

    /** A count of things, at least 1. */
    public int count(String key) {
        return (int) number(key, 1, Integer.MAX_VALUE);
    }

    /** A number of bytes, with k, m or g as JVM options have them. */
    public long bytes(String key) {
        return number(key, 0, Long.MAX_VALUE >> 1);
    }

    /** Whether something is wanted that is not wanted unless somebody says so. */
    public boolean flag(String key) {
        return switch (get(key).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new InvalidValue(key, get(key), "must be true or false");
        };
    }

    /** A path, if one is set. */
    public Optional<Path> path(String key) {
        try {
            return get(key).isEmpty() ? Optional.empty() : Optional.of(Path.of(get(key)));
        } catch (InvalidPathException e) {
            throw new InvalidValue(key, get(key), "must be a path: " + e.getReason());
        }
    }

    private long number(String key, long least, long most) {
        String value = get(key).toLowerCase(Locale.ROOT);
        int shift =
                switch (value.isEmpty() ? ' ' : value.charAt(value.length() - 1)) {
                    case 'k' -> 10;
                    case 'm' -> 20;
                    case 'g' -> 30;
                    default -> 0;
                };
        try {
            long number = Long.parseLong(shift == 0 ? value : value.substring(0, value.length() - 1));
            if (number >= 0 && number <= most >> shift && number << shift >= least) {
                return number << shift;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message below, which says all that this exception knows.
        }
        throw new InvalidValue(
                key, get(key), "must be a whole number from " + least + " to " + most + ", with k, m or g if you like");
    }

    /** A key holds what it must not. */
    public static final class InvalidValue extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        public InvalidValue(String key, String value, String rule) {
            super(PREFIX + key + " = \"" + value + "\": " + rule);
        }
    }
}
