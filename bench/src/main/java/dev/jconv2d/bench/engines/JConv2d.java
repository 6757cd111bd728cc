package dev.jconv2d.bench.engines;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
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
    private final Backend backend;

    JConv2d(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String id() {
        return "jconv2d-" + backend.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String label() {
        return "jconv2d " + backend;
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public String load(int threads) {
        if (threads != Runtime.getRuntime().availableProcessors()) {
            System.setProperty("jconv2d.threads", Integer.toString(threads));
        }
        BackendStatus status = BackendStatus.of(backend);
        if (!status.available()) {
            throw new IllegalStateException(status.reason());
        }
        return RuntimeInfo.version() + (status.version().isEmpty() ? "" : " (" + status.version() + ")");
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        Geometry problem = data.problem();
        Conv2d conv = Conv2d.builder(data.layer().spelling().options())
                .weight(data.weight())
                .bias(data.bias())
                .backend(backend)
                .build();
        long[] inputShape = {
            problem.batch(),
            problem.inChannels(),
            problem.height().in(),
            problem.width().in()
        };
        // Makes the plan, which is the larger part of the work.
        String implementation = conv.describe(inputShape).implementation();
        return new Convolution() {
            @Override
            public Call call(float[] input) {
                Tensor in = Tensor.of(input, inputShape);
                Tensor out = Tensor.zeros(problem.outputShape(inputShape.length));
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
