package dev.jconv2d.io;

import org.jspecify.annotations.Nullable;

/** The dtypes of the safetensors format, under the names that stand in files. */
enum SafeTensorsType {
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    I16(16),
    U16(16),
    F16(16, Element.FLOAT16),
    BF16(16, Element.BFLOAT16),
    I32(32),
    U32(32),
    F32(32, Element.FLOAT32),
    C64(64),
    F64(64),
    I64(64),
    U64(64);

    private final int bits;
    private final @Nullable Element element;

    SafeTensorsType(int bits) {
        this(bits, null);
    }

    SafeTensorsType(int bits, @Nullable Element element) {
        this.bits = bits;
        this.element = element;
    }

    int bits() {
        return bits;
    }

    /** How to read it, or null if it is not read. */
    @Nullable
    Element element() {
        return element;
    }

    static @Nullable SafeTensorsType find(String name) {
        for (SafeTensorsType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
