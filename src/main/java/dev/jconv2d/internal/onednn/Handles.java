package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.StoragePool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * C handles and memory that belong together and go together, the youngest first. Not thread-safe. Each create has its
 * destroy beside it.
 */
final class Handles implements AutoCloseable {
    private static final AtomicLong LIVE = new AtomicLong();

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** What is owned by all handles of the process, to be held against what has been closed. */
    static long live() {
        return LIVE.get();
    }

    /** Takes over a handle that has just been made. */
    private <T> T own(T handle, Runnable release) {
        releases.push(release);
        LIVE.incrementAndGet();
        return handle;
    }

    Storage storage(long bytes) {
        Storage storage = StoragePool.SHARED.acquire(bytes);
        return own(storage, () -> StoragePool.SHARED.release(storage));
    }

    dnnl_memory_desc plain(int formatTag, long... dims) {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Status.check(
                dnnl_memory_desc_create_with_tag(desc, dims.length, dims, dnnl_f32, formatTag),
                "dnnl_memory_desc_create_with_tag");
        return own(desc, () -> dnnl_memory_desc_destroy(desc));
    }

    /** Attributes that leave the scratchpad to us: the library's own gives wrong numbers from several threads. */
    dnnl_primitive_attr userScratchpad() {
        dnnl_primitive_attr attr = new dnnl_primitive_attr();
        Status.check(dnnl_primitive_attr_create(attr), "dnnl_primitive_attr_create");
        own(attr, () -> dnnl_primitive_attr_destroy(attr));
        Status.check(
                dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user),
                "dnnl_primitive_attr_set_scratchpad_mode");
        return attr;
    }

    /** The same, with operations behind the primitive. */
    dnnl_primitive_attr userScratchpad(Consumer<dnnl_post_ops> appender) {
        dnnl_primitive_attr attr = userScratchpad();
        dnnl_post_ops operations = new dnnl_post_ops();
        Status.check(dnnl_post_ops_create(operations), "dnnl_post_ops_create");
        own(operations, () -> dnnl_post_ops_destroy(operations));
        appender.accept(operations);
        Status.check(dnnl_primitive_attr_set_post_ops(attr, operations), "dnnl_primitive_attr_set_post_ops");
        return attr;
    }

    /** A descriptor that the caller's create call has filled. */
    dnnl_primitive_desc descriptor(dnnl_primitive_desc created) {
        return own(created, () -> dnnl_primitive_desc_destroy(created));
    }

    dnnl_primitive_desc reorder(
            dnnl_engine engine, dnnl_memory_desc from, dnnl_memory_desc to, dnnl_primitive_attr attr) {
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        Status.check(
                dnnl_reorder_primitive_desc_create(desc, from, engine, to, engine, attr),
                "dnnl_reorder_primitive_desc_create");
        return descriptor(desc);
    }

    dnnl_primitive primitive(dnnl_primitive_desc desc) {
        dnnl_primitive primitive = new dnnl_primitive();
        Status.check(dnnl_primitive_create(primitive, desc), "dnnl_primitive_create");
        return own(primitive, () -> dnnl_primitive_destroy(primitive));
    }

    /** A memory object without memory; its address is set before each run. */
    dnnl_memory memory(dnnl_engine engine, dnnl_memory_desc desc) {
        return memory(engine, desc, new Address());
    }

    /** A memory object on storage that the caller keeps reachable. */
    dnnl_memory memory(dnnl_engine engine, dnnl_memory_desc desc, Address address) {
        dnnl_memory memory = new dnnl_memory();
        Status.check(dnnl_memory_create(memory, desc, engine, address), "dnnl_memory_create");
        return own(memory, () -> dnnl_memory_destroy(memory));
    }

    dnnl_stream stream(dnnl_engine engine) {
        dnnl_stream stream = new dnnl_stream();
        Status.check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "dnnl_stream_create");
        return own(stream, () -> dnnl_stream_destroy(stream));
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
            LIVE.decrementAndGet();
        }
    }
}
