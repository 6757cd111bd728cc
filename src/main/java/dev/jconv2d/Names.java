package dev.jconv2d;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Enum constants by their names, in any case. */
final class Names {
    private Names() {}

    static <E extends Enum<E>> E parse(Class<E> type, String argument, String name) {
        Objects.requireNonNull(name, argument);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name.strip())) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(argument + " = \"" + name + "\": must be one of " + known);
    }
}
