package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Storage;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * Makes copies from one layout to another.
 *
 * <p>Two of oneDNN's copies ask for threads when they run, and not when they are made: a budget would not bind them. They do not
 * do scales, so a scale of 1 gives another, which asks when it is made.
 */
final class Reorders {
    private final Handles handles;
    private final dnnl_engine engine;
    private final boolean budget;

    /**
     * A maker.
     *
     * @param handles own what is made
     * @param budget whether it is made under a thread budget, which must bind it
     */
    Reorders(Handles handles, dnnl_engine engine, boolean budget) {
        this.handles = handles;
        this.engine = engine;
        this.budget = budget;
    }

    /** A copy from one layout to another, or null if they are the same. */
    @Nullable
    Primitive unlessEqual(dnnl_memory_desc from, dnnl_memory_desc to) {
        return dnnl_memory_desc_equal(from, to) != 0 ? null : make(from, to);
    }

    /** A copy from one layout to another, which may be the same. */
    Primitive make(dnnl_memory_desc from, dnnl_memory_desc to) {
        dnnl_primitive_desc descriptor = handles.reorder(engine, from, to, handles.userScratchpad());
        return budget && asksLate(Queries.implementation(descriptor))
                ? scaled(from, to)
                : Primitive.of(handles, descriptor, null);
    }

    private static boolean asksLate(String implementation) {
        return implementation.startsWith("jit:blk") || implementation.startsWith("jit_direct_copy");
    }

    private Primitive scaled(dnnl_memory_desc from, dnnl_memory_desc to) {
        dnnl_primitive_attr attributes = handles.userScratchpad();
        Status.check(
                dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_SRC, 0),
                "dnnl_primitive_attr_set_scales_mask");
        Storage one = handles.storage(Float.BYTES);
        one.floats().put(0, 1);
        dnnl_memory scale = handles.memory(engine, handles.plain(dnnl_x, 1), Address.of(one));
        return Primitive.of(handles, handles.reorder(engine, from, to, attributes), scale);
    }
}
