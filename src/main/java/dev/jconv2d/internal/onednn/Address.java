package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.Storage;
import org.bytedeco.javacpp.Pointer;

/**
 * A pointer whose address can be set again: making a JavaCPP pointer for each call would cost 128 bytes and, with memory of
 * its own, a global lock.
 */
final class Address extends Pointer {
    Address() {
        super((Pointer) null);
    }

    static Address of(Storage storage) {
        return new Address().set(storage);
    }

    /** Points to the storage's first byte; whoever uses this keeps the storage reachable. */
    Address set(Storage storage) {
        return set(storage.address());
    }

    Address set(long target) {
        address = target;
        return this;
    }
}
