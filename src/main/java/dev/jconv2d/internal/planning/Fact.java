package dev.jconv2d.internal.planning;

import org.jspecify.annotations.Nullable;

/** A fact that rules may ask for. */
enum Fact {
    IN("in", true),
    OUT("out", true),
    GROUPS("groups", true),
    KERNEL("kernel", true),
    STRIDE("stride", true),
    JAVA("java", true),
    BATCH("batch", false),
    IC("ic", false),
    OC("oc", false),
    PIXELS("pixels", false),
    BYTES("bytes", false),
    MACS("macs", false),
    THREADS("threads", false),
    FILL("fill", false);

    /** Its name in rules. */
    final String spelling;

    /** Whether it is a word; else it is a number. */
    final boolean isWord;

    Fact(String spelling, boolean isWord) {
        this.spelling = spelling;
        this.isWord = isWord;
    }

    /** The fact of this name, or null if there is none. */
    static @Nullable Fact named(String name) {
        for (Fact fact : values()) {
            if (fact.spelling.equals(name)) {
                return fact;
            }
        }
        return null;
    }
}
