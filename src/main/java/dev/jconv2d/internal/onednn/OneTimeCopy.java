package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Storage;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** A copy from one layout to another that is not done again: packing weights, converting a tensor. */
final class OneTimeCopy {
    private OneTimeCopy() {}

    /** Copies; the caller keeps the storages reachable. */
    static void run(
            dnnl_engine engine, dnnl_memory_desc from, Storage source, dnnl_memory_desc to, Storage destination) {
        try (Handles handles = new Handles()) {
            // Runs where it is made, so a budget binds it in any case.
            Primitive copy = new Reorders(handles, engine, false).make(from, to);
            Storage scratchpad = handles.storage(Primitive.scratchpadBytes(copy));
            ArgumentList arguments = new ArgumentList()
                    .add(DNNL_ARG_FROM, handles.memory(engine, from, Address.of(source)))
                    .add(DNNL_ARG_TO, handles.memory(engine, to, Address.of(destination)))
                    .add(DNNL_ARG_SCRATCHPAD, handles.memory(engine, copy.scratchpad(), Address.of(scratchpad)));
            dnnl_stream stream = handles.stream(engine);
            copy.execute(stream, arguments);
            Status.check(dnnl_stream_wait(stream), "dnnl_stream_wait");
        }
    }
}
