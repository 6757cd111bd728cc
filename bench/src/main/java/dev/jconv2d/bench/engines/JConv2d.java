package dev.jconv2d.bench.engines;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Planning;
import dev.jconv2d.RuntimeInfo;
import dev.jconv2d.Tensor;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Geometry;
import java.util.List;
import java.util.Locale;

/** This library on one of its backends, by {@code forward(in, out)} on tensors of the caller's. */
abstract class JConv2d implements Engine {
    private static final int COMPILED_AFTER_MILLIS = 400;

    private final Backend backend;
    private final Planning planning;
    private final Format format;
    /** Whether its JVM has the Vector API's module. */
    private final boolean vectors;

    JConv2d(Backend backend, Planning planning, Format format, boolean vectors) {
        this.backend = backend;
        this.planning = planning;
        this.format = format;
        this.vectors = vectors;
    }

    @Override
    public String id() {
        return "jconv2d-" + name().toLowerCase(Locale.ROOT)
                + (vectors ? "-vector" : "")
                + (format == Format.NCHW ? "" : "-" + format);
    }

    @Override
    public String label() {
        return "jconv2d " + name() + (vectors ? " with the Vector API" : "")
                + (format == Format.NCHW ? "" : ", " + MemoryFormat.CHANNELS_LAST);
    }

    /** Estimating is what backends do by themselves, and has no name. */
    private String name() {
        return planning == Planning.ESTIMATE ? backend.name() : planning.name();
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public List<String> jvmOptions() {
        return vectors ? List.of("--add-modules=jdk.incubator.vector") : List.of();
    }

    @Override
    public int warmUpMillis() {
        return backend == Backend.JAVA ? COMPILED_AFTER_MILLIS : Engine.super.warmUpMillis();
    }

    @Override
    public String load(int threads) {
        BackendStatus status = BackendStatus.of(backend);
        if (!status.available()) {
            throw new IllegalStateException(status.reason());
        }
        return RuntimeInfo.version() + (status.version().isEmpty() ? "" : " (" + status.version() + ")");
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        Geometry problem = data.problem();
        Conv2dBuilder builder = Conv2d.builder(data.layer().spelling().options())
                .weight(data.weight())
                .bias(data.bias())
                .backend(backend)
                // Said always, so that no system property changes what an engine's name stands for.
                .planning(planning);
        Conv2d conv =
                (threads == Runtime.getRuntime().availableProcessors() ? builder : builder.threads(threads)).build();
        MemoryFormat memory = format == Format.NCHW ? MemoryFormat.CONTIGUOUS : MemoryFormat.CHANNELS_LAST;
        long[] inputShape = problem.inputShape(4);
        String implementation;
        // The layer keeps what is made here, which is the larger part of the work; all measuring of candidates is in
        // it.
        try (Conv2dPlan plan = conv.plan(memory, memory, inputShape)) {
            implementation = plan.describe().implementation();
        }
        return new Convolution() {
            @Override
            public Call call(float[] input) {
                Tensor in = Tensor.of(input, inputShape).to(memory);
                Tensor out = Tensor.zeros(memory, conv.outputShape(inputShape));
                return new Call() {
                    @Override
                    public void run() {
                        conv.forward(in, out);
                    }

                    @Override
                    public float[] output() {
                        return out.toArray();
                    }
                };
            }

            @Override
            public String implementation() {
                return implementation;
            }

            @Override
            public void close() {
                conv.close();
            }
        };
    }
}
