package dev.jconv2d.bench.engines;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.RuntimeInfo;
import dev.jconv2d.Tensor;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Geometry;
import java.util.Locale;

/** This library on one of its backends, by {@code forward(in, out)} on tensors of the caller's. */
abstract class JConv2d implements Engine {
    private static final int COMPILED_AFTER_MILLIS = 400;

    private final Backend backend;
    private final Format format;
    /** What is added to the names of the backend, for a JVM that is started otherwise. */
    private final String variant;

    JConv2d(Backend backend, Format format) {
        this(backend, format, "");
    }

    JConv2d(Backend backend, Format format, String variant) {
        this.backend = backend;
        this.format = format;
        this.variant = variant;
    }

    @Override
    public String id() {
        return "jconv2d-" + backend.name().toLowerCase(Locale.ROOT)
                + (variant.isEmpty() ? "" : "-" + variant.toLowerCase(Locale.ROOT))
                + (format == Format.NCHW ? "" : "-" + format);
    }

    @Override
    public String label() {
        return "jconv2d " + backend + (variant.isEmpty() ? "" : " with the " + variant + " API")
                + (format == Format.NCHW ? "" : ", " + MemoryFormat.CHANNELS_LAST);
    }

    @Override
    public Format format() {
        return format;
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
                .backend(backend);
        Conv2d conv =
                (threads == Runtime.getRuntime().availableProcessors() ? builder : builder.threads(threads)).build();
        MemoryFormat memory = format == Format.NCHW ? MemoryFormat.CONTIGUOUS : MemoryFormat.CHANNELS_LAST;
        long[] inputShape = problem.inputShape(4);
        String implementation;
        // The layer keeps what is made here, which is the larger part of the work.
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
