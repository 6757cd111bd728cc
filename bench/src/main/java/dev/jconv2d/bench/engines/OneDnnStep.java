package dev.jconv2d.bench.engines;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** A primitive and its kept arguments. */
final class OneDnnStep {
    private final dnnl_primitive primitive;
    private final dnnl_exec_arg_t arguments;
    private int count;

    OneDnnStep(dnnl_primitive primitive, int capacity) {
        this.primitive = primitive;
        this.arguments = new dnnl_exec_arg_t(capacity);
    }

    OneDnnStep add(int argument, dnnl_memory memory) {
        arguments.position(count).arg(argument);
        return replace(count++, memory);
    }

    OneDnnStep replace(int index, dnnl_memory memory) {
        arguments.position(index).memory(memory);
        arguments.position(0);
        return this;
    }

    void execute(dnnl_stream stream) {
        OneDnnConvolution.check(dnnl_primitive_execute(primitive, stream, count, arguments));
    }
}
