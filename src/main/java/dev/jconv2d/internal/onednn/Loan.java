package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import org.bytedeco.dnnl.dnnl_memory;
import org.jspecify.annotations.Nullable;

/** A memory object and the pool's memory that it stands on for the length of a run. */
final class Loan {
    private final dnnl_memory memory;
    private final long bytes;
    private @Nullable Storage storage;

    Loan(dnnl_memory memory, long bytes) {
        this.memory = memory;
        this.bytes = bytes;
    }

    dnnl_memory memory() {
        return memory;
    }

    Storage take() {
        Storage taken = StoragePool.SHARED.acquire(bytes);
        storage = taken;
        return taken;
    }

    void giveBack() {
        Storage taken = storage;
        if (taken != null) {
            storage = null;
            StoragePool.SHARED.release(taken);
        }
    }
}
