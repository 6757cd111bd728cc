package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;

/** The products of one way to compute: which suits a problem, and its making. Thread-safe. */
public interface Products {
    /** What vectors or rows are made of. */
    enum Kind {
        /** Output channels. */
        BY_CHANNEL,
        /** Output pixels. */
        BY_PIXEL,
        /** Output channels, each of which reads one input channel of its own. */
        DEPTHWISE
    }

    /** Which kind is quickest. */
    Kind kind(Problem problem);

    /** Makes a product of a kind; it depends on the layer and the input's format, and no other sizes. */
    Product make(Kind kind, Problem problem, Parameters parameters);

    /** One word for them. */
    String name();

    /** Why these and no others. */
    String reason();

    /** The quickest that work in this JVM. */
    static Products best() {
        return ProductsChoice.BEST;
    }
}
