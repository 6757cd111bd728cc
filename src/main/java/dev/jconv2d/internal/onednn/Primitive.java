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

    static Primitive of(Handles handles, dnnl_primitive_desc descriptor) {
        return new Primitive(
                handles.primitive(descriptor), dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0));
    }

    /** A copy from one layout to another, or null if they are the same. */
    static @Nullable Primitive reorder(
            Handles handles, dnnl_engine engine, dnnl_memory_desc from, dnnl_memory_desc to, dnnl_primitive_attr attr) {
        return dnnl_memory_desc_equal(from, to) != 0 ? null : of(handles, handles.reorder(engine, from, to, attr));
    }

    static long scratchpadBytes(@Nullable Primitive primitive) {
        return primitive == null ? 0 : dnnl_memory_desc_get_size(primitive.scratchpad);
    }

    void execute(dnnl_stream stream, ArgumentList arguments) {
        Status.check(dnnl_primitive_execute(handle, stream, arguments.count(), arguments), "dnnl_primitive_execute");
    }
}
