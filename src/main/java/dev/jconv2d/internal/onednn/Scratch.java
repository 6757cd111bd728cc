package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory that runs need besides input and output, for one run at a time. What is small stays between runs; what is large
 * is borrowed from the pool for each, lest idle workspaces hold more than they are worth.
 */
final class Scratch {
    /** A run that takes more takes so long that a visit to the pool does not count. */
    private static final long LARGEST_KEPT = 128 << 10;

    private final List<Part> parts = new ArrayList<>();
    private long bytes;
    private boolean kept;

    private static final class Part {
        final Target target;
        final long bytes;

        @Nullable
        Storage loan;

        Part(Target target, long bytes) {
            this.target = target;
            this.bytes = bytes;
        }
    }

    void add(Target target, long size) {
        if (size > 0) {
            parts.add(new Part(target, size));
            bytes += Storage.alignUp(size);
        }
    }

    /** Ends adding; takes what is kept, to be given back with the handles. */
    void finish(Handles handles) {
        kept = bytes <= LARGEST_KEPT;
        if (kept && bytes > 0) {
            Storage storage = handles.storage(bytes);
            long address = storage.address();
            for (Part part : parts) {
                part.target.moveTo(address);
                part.loan = storage;
                address += Storage.alignUp(part.bytes);
            }
        }
    }

    long heldBytes() {
        return kept ? bytes : 0;
    }

    void borrow() {
        if (!kept) {
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                Storage storage = StoragePool.SHARED.acquire(part.bytes);
                part.loan = storage;
                part.target.moveTo(storage);
            }
        }
    }

    void giveBack() {
        if (!kept) {
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                Storage storage = part.loan;
                if (storage != null) {
                    part.loan = null;
                    StoragePool.SHARED.release(storage);
                }
            }
        }
    }
}
