package dev.jconv2d.bench.engines;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** One convolution of oneDNN's, as a C program would make it. */
final class OneDnnConvolution implements Convolution {
    private final Geometry problem;
    private final boolean fromPlain;
    private final dnnl_engine engine = new dnnl_engine();
    private final dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    private final dnnl_memory_desc plainSource;
    private final dnnl_memory_desc plainDestination;
    private final dnnl_memory_desc source;
    private final dnnl_memory_desc destination;
    private final dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
    private final dnnl_primitive convolution = new dnnl_primitive();
    private final dnnl_memory weights;
    private final dnnl_memory bias;
    /** What native code may touch, kept from the garbage collector until {@link #close}. */
    private final List<Storage> kept = new ArrayList<>();

    private final Deque<Runnable> destroys = new ArrayDeque<>();

    /** Makes the layer; from plain data it reorders within each call, else data are in its own layout already. */
    OneDnnConvolution(LayerData data, boolean fromPlain) {
        this.problem = data.problem();
        this.fromPlain = fromPlain;
        check(dnnl_engine_create(engine, dnnl_cpu, 0));
        destroys.push(() -> dnnl_engine_destroy(engine));
        check(dnnl_primitive_attr_create(attributes));
        destroys.push(() -> dnnl_primitive_attr_destroy(attributes));
        check(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
        Axis h = problem.height();
        Axis w = problem.width();
        long[] from = {problem.batch(), problem.inChannels(), h.in(), w.in()};
        long[] to = {problem.batch(), problem.outChannels(), h.out(), w.out()};
        long[] taps = problem.groups() == 1
                ? new long[] {problem.outChannels(), problem.inChannels(), h.kernel(), w.kernel()}
                : new long[] {
                    problem.groups(),
                    problem.outChannelsPerGroup(),
                    problem.inChannelsPerGroup(),
                    h.kernel(),
                    w.kernel()
                };
        plainSource = desc(dnnl_nchw, from);
        plainDestination = desc(dnnl_nchw, to);
        dnnl_memory_desc plainBias = desc(dnnl_x, problem.outChannels());
        check(dnnl_convolution_forward_primitive_desc_create(
                descriptor,
                engine,
                dnnl_forward_inference,
                dnnl_convolution_direct,
                desc(dnnl_format_tag_any, from),
                desc(dnnl_format_tag_any, taps),
                plainBias,
                desc(dnnl_format_tag_any, to),
                new long[] {h.stride(), w.stride()},
                new long[] {h.dilation() - 1, w.dilation() - 1},
                new long[] {h.padBegin(), w.padBegin()},
                new long[] {h.padEnd(), w.padEnd()},
                attributes));
        destroys.push(() -> dnnl_primitive_desc_destroy(descriptor));
        check(dnnl_primitive_create(convolution, descriptor));
        destroys.push(() -> dnnl_primitive_destroy(convolution));
        source = dnnl_primitive_desc_query_md(descriptor, dnnl_query_src_md, 0);
        destination = dnnl_primitive_desc_query_md(descriptor, dnnl_query_dst_md, 0);
        bias = filled(plainBias, data.bias());
        weights = memory(dnnl_primitive_desc_query_md(descriptor, dnnl_query_weights_md, 0));
        copy(filled(desc(taps.length == 4 ? dnnl_oihw : dnnl_goihw, taps), data.weight()), weights);
    }

    @Override
    public Call call(float[] input) {
        dnnl_memory plainInput = filled(plainSource, input);
        dnnl_memory in = memory(source);
        dnnl_memory out = memory(destination);
        Storage plainBytes = storage(plainDestination);
        dnnl_memory plainOutput = memory(plainDestination, plainBytes);
        dnnl_stream stream = stream();
        OneDnnStep convolve = new OneDnnStep(convolution, 5)
                .add(DNNL_ARG_SRC, in)
                .add(DNNL_ARG_WEIGHTS, weights)
                .add(DNNL_ARG_BIAS, bias)
                .add(DNNL_ARG_DST, out)
                .add(DNNL_ARG_SCRATCHPAD, scratchpad(descriptor));
        List<OneDnnStep> steps = new ArrayList<>();
        boolean reorderIn = dnnl_memory_desc_equal(plainSource, source) == 0;
        boolean reorderOut = dnnl_memory_desc_equal(plainDestination, destination) == 0;
        if (!fromPlain) {
            copy(plainInput, in);
            steps.add(convolve);
        } else {
            steps.add(reorderIn ? reorder(plainInput, in) : convolve.replace(0, plainInput));
            if (reorderIn) {
                steps.add(convolve);
            }
            if (reorderOut) {
                steps.add(reorder(out, plainOutput));
            } else {
                convolve.replace(3, plainOutput);
            }
        }
        OneDnnStep[] timed = steps.toArray(OneDnnStep[]::new);
        return new Call() {
            @Override
            public void run() {
                for (OneDnnStep step : timed) {
                    step.execute(stream);
                }
                check(dnnl_stream_wait(stream));
            }

            @Override
            public float[] output() {
                if (!fromPlain) {
                    copy(out, plainOutput);
                }
                float[] values = new float[problem.outputElements()];
                plainBytes.floats().get(0, values);
                return values;
            }
        };
    }

    @Override
    public String implementation() {
        PointerPointer<BytePointer> name = new PointerPointer<>(1);
        check(dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, name));
        return name.get(BytePointer.class, 0).getString();
    }

    @Override
    public void close() {
        while (!destroys.isEmpty()) {
            destroys.pop().run();
        }
        kept.clear();
    }

    private void copy(dnnl_memory from, dnnl_memory to) {
        dnnl_stream stream = stream();
        reorder(from, to).execute(stream);
        check(dnnl_stream_wait(stream));
    }

    private OneDnnStep reorder(dnnl_memory from, dnnl_memory to) {
        dnnl_memory_desc fromDesc = new dnnl_memory_desc();
        dnnl_memory_desc toDesc = new dnnl_memory_desc();
        // Inside the memory objects, and living as long.
        check(dnnl_memory_get_memory_desc(from, fromDesc));
        check(dnnl_memory_get_memory_desc(to, toDesc));
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        check(dnnl_reorder_primitive_desc_create(desc, fromDesc, engine, toDesc, engine, attributes));
        destroys.push(() -> dnnl_primitive_desc_destroy(desc));
        dnnl_primitive primitive = new dnnl_primitive();
        check(dnnl_primitive_create(primitive, desc));
        destroys.push(() -> dnnl_primitive_destroy(primitive));
        return new OneDnnStep(primitive, 3)
                .add(DNNL_ARG_FROM, from)
                .add(DNNL_ARG_TO, to)
                .add(DNNL_ARG_SCRATCHPAD, scratchpad(desc));
    }

    private dnnl_stream stream() {
        dnnl_stream stream = new dnnl_stream();
        check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
        destroys.push(() -> dnnl_stream_destroy(stream));
        return stream;
    }

    private dnnl_memory_desc desc(int tag, long... dims) {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        check(dnnl_memory_desc_create_with_tag(desc, dims.length, dims, dnnl_f32, tag));
        destroys.push(() -> dnnl_memory_desc_destroy(desc));
        return desc;
    }

    private dnnl_memory scratchpad(dnnl_primitive_desc of) {
        return memory(dnnl_primitive_desc_query_md(of, dnnl_query_scratchpad_md, 0));
    }

    private dnnl_memory filled(dnnl_memory_desc desc, float[] values) {
        Storage storage = storage(desc);
        storage.floats().put(0, values);
        return memory(desc, storage);
    }

    private dnnl_memory memory(dnnl_memory_desc desc) {
        return memory(desc, storage(desc));
    }

    private dnnl_memory memory(dnnl_memory_desc desc, Storage storage) {
        dnnl_memory memory = new dnnl_memory();
        check(dnnl_memory_create(memory, desc, engine, new RawAddress(storage.address())));
        destroys.push(() -> dnnl_memory_destroy(memory));
        return memory;
    }

    private Storage storage(dnnl_memory_desc desc) {
        Storage storage = Storage.allocate(dnnl_memory_desc_get_size(desc));
        kept.add(storage);
        return storage;
    }

    static void check(int status) {
        if (status == dnnl_unimplemented) {
            throw new UnsupportedOperationException("oneDNN has no implementation");
        }
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN answers with status " + status);
        }
    }
}
