package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to execute, and the scratchpad that each execution needs for itself. Owned by the handles it was made with; any
 * number of threads may execute it at once, each with its own arguments.
 */
record Primitive(dnnl_primitive handle, dnnl_memory_desc scratchpad) {
    /** oneDNN's reorder that asks for threads when it runs, when a budget that it was made under is no longer in force. */
    private static final String ASKS_LATE = "jit:blk";

    static Primitive of(Handles handles, dnnl_primitive_desc descriptor) {
        return new Primitive(
                handles.primitive(descriptor), dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0));
    }

    /**
     * A copy from one layout to another, which may be the same.
     *
     * @param budget whether it is made under a thread budget, to which it must hold
     */
    static Primitive copy(
            Handles handles,
            dnnl_engine engine,
            dnnl_memory_desc from,
            dnnl_memory_desc to,
            dnnl_primitive_attr attributes,
            boolean budget) {
        dnnl_primitive_desc descriptor = handles.reorder(engine, from, to, attributes);
        if (budget && Queries.implementation(descriptor).startsWith(ASKS_LATE)) {
            int status = dnnl_primitive_desc_next_impl(descriptor);
            if (status != dnnl_last_impl_reached) {
                Status.check(status, "dnnl_primitive_desc_next_impl");
            }
        }
        return of(handles, descriptor);
    }

    /** A copy from one layout to another, or null if they are the same. */
    static @Nullable Primitive reorder(
            Handles handles,
            dnnl_engine engine,
            dnnl_memory_desc from,
            dnnl_memory_desc to,
            dnnl_primitive_attr attributes,
            boolean budget) {
        return dnnl_memory_desc_equal(from, to) != 0 ? null : copy(handles, engine, from, to, attributes, budget);
    }

    static long scratchpadBytes(@Nullable Primitive primitive) {
        return primitive == null ? 0 : dnnl_memory_desc_get_size(primitive.scratchpad);
    }

    void execute(dnnl_stream stream, ArgumentList arguments) {
        Status.check(dnnl_primitive_execute(handle, stream, arguments.count(), arguments), "dnnl_primitive_execute");
    }
}
