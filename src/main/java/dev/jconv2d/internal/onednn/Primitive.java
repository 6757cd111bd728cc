package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to execute, and what each execution needs besides its operands. Owned by the handles it was made with; any
 * number of threads may execute it at once, each with its own arguments.
 *
 * @param handle the primitive
 * @param scratchpad what each execution needs for itself
 * @param scale the factor of its source, which all share; null for none
 */
record Primitive(
        dnnl_primitive handle,
        dnnl_memory_desc scratchpad,
        @Nullable dnnl_memory scale) {

    static Primitive of(Handles handles, dnnl_primitive_desc descriptor, @Nullable dnnl_memory scale) {
        return new Primitive(
                handles.primitive(descriptor),
                dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0),
                scale);
    }

    static long scratchpadBytes(@Nullable Primitive primitive) {
        return primitive == null ? 0 : dnnl_memory_desc_get_size(primitive.scratchpad);
    }

    void execute(dnnl_stream stream, ArgumentList arguments) {
        Status.check(dnnl_primitive_execute(handle, stream, arguments.count(), arguments), "dnnl_primitive_execute");
    }
}
