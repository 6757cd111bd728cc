package dev.jconv2d.bench.engines;

import org.bytedeco.javacpp.Pointer;

/** A pointer to memory that somebody else keeps. */
final class RawAddress extends Pointer {
    RawAddress(long target) {
        super((Pointer) null);
        address = target;
    }
}
