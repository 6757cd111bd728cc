package dev.jconv2d.io;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dtypes that are read. NumPy's "=", the byte order of whoever reads, is no property of a file and not among them.
 */
enum NpyType {
    F4_LITTLE("<f4", Element.FLOAT32, ByteOrder.LITTLE_ENDIAN),
    F4_BIG(">f4", Element.FLOAT32, ByteOrder.BIG_ENDIAN),
    F8_LITTLE("<f8", Element.FLOAT64, ByteOrder.LITTLE_ENDIAN),
    F8_BIG(">f8", Element.FLOAT64, ByteOrder.BIG_ENDIAN),
    I4_LITTLE("<i4", Element.INT32, ByteOrder.LITTLE_ENDIAN),
    I4_BIG(">i4", Element.INT32, ByteOrder.BIG_ENDIAN),
    U1("|u1", Element.UINT8, ByteOrder.LITTLE_ENDIAN),
    U1_LITTLE("<u1", Element.UINT8, ByteOrder.LITTLE_ENDIAN),
    U1_BIG(">u1", Element.UINT8, ByteOrder.BIG_ENDIAN);

    private final String descr;
    private final Element element;
    private final ByteOrder order;

    NpyType(String descr, Element element, ByteOrder order) {
        this.descr = descr;
        this.element = element;
        this.order = order;
    }

    Element element() {
        return element;
    }

    ByteOrder order() {
        return order;
    }

    /** The type that a header's {@code descr} names, or null if it is not read. */
    static @Nullable NpyType find(String descr) {
        for (NpyType type : values()) {
            if (type.descr.equals(descr)) {
                return type;
            }
        }
        return null;
    }

    /** For messages. */
    static String all() {
        return Arrays.stream(values()).map(type -> type.descr).collect(Collectors.joining(", "));
    }
}
