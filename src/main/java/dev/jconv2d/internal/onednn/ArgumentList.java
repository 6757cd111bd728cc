package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.Storage;
import java.nio.ByteBuffer;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * The arguments of one {@code dnnl_primitive_execute}, written once and kept: an array of {@code dnnl_exec_arg_t} in memory
 * of our own, because JavaCPP's would count towards its limit on the whole process's memory.
 */
final class ArgumentList extends dnnl_exec_arg_t {
    private static final int ENTRY_BYTES = 16;
    private static final int MEMORY_OFFSET = 8;
    private static final int MAX_ENTRIES = 6;

    private final Storage entries = Storage.allocate(ENTRY_BYTES * MAX_ENTRIES);
    private final ByteBuffer writer = entries.bytes();
    private int count;

    ArgumentList() {
        super((Pointer) null);
        address = entries.address();
    }

    /** Whether the struct lies in memory as this class writes it. */
    static boolean layoutIsAsExpected() {
        return Loader.sizeof(dnnl_exec_arg_t.class) == ENTRY_BYTES
                && Loader.offsetof(dnnl_exec_arg_t.class, "memory") == MEMORY_OFFSET;
    }

    ArgumentList add(int argument, dnnl_memory memory) {
        writer.putInt(count * ENTRY_BYTES, argument);
        writer.putLong(count * ENTRY_BYTES + MEMORY_OFFSET, memory.address());
        count++;
        return this;
    }

    int count() {
        return count;
    }
}
