package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import dev.jconv2d.internal.Storage;
import org.bytedeco.dnnl.dnnl_memory;

/** A memory object that stands now on this storage, now on that. */
final class Target {
    private final dnnl_memory memory;
    private final Address address = new Address();
    private long current;

    Target(dnnl_memory memory) {
        this.memory = memory;
    }

    /** Stands on a storage from its first byte; whoever runs keeps it reachable. */
    void moveTo(Storage storage) {
        moveTo(storage.address());
    }

    void moveTo(long target) {
        // Callers mostly come with the same memory again, and a call from Java costs a tenth of a small convolution.
        if (target != current) {
            // Known again only when the call has succeeded.
            current = 0;
            Status.check(dnnl_memory_set_data_handle(memory, address.set(target)), "dnnl_memory_set_data_handle");
            current = target;
        }
    }
}
