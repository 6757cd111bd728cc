package dev.jconv2d.bench.testing;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;

/** Engines with a fault each, for the driver to find. */
abstract class FaultyEngine implements Engine {
    @Override
    public String id() {
        return getClass().getSimpleName();
    }

    @Override
    public String label() {
        return id();
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    @Override
    public String load(int threads) throws Exception {
        return "1";
    }

    @Override
    public Convolution prepare(LayerData data, int threads) {
        return new Convolution() {
            @Override
            public Call call(float[] input) {
                return FaultyEngine.this.call(data.problem().outputElements());
            }

            @Override
            public void close() {}
        };
    }

    Convolution.Call call(int outputElements) {
        return new Convolution.Call() {
            @Override
            public void run() {}

            @Override
            public float[] output() {
                return new float[outputElements];
            }
        };
    }

    /** Computes zeros. */
    @AutoService(Engine.class)
    public static final class Zeros extends FaultyEngine {}

    /** Computes NaN, which is within no bound and beyond none. */
    @AutoService(Engine.class)
    public static final class NotNumbers extends FaultyEngine {
        @Override
        Convolution.Call call(int outputElements) {
            return new Convolution.Call() {
                @Override
                public void run() {}

                @Override
                public float[] output() {
                    float[] values = new float[outputElements];
                    java.util.Arrays.fill(values, Float.NaN);
                    return values;
                }
            };
        }
    }

    /** Does not run here. */
    @AutoService(Engine.class)
    public static final class Absent extends FaultyEngine {
        @Override
        public String load(int threads) {
            throw new UnsatisfiedLinkError("no such library");
        }
    }

    /** Computes no layer. */
    @AutoService(Engine.class)
    public static final class Picky extends FaultyEngine {
        @Override
        public Convolution prepare(LayerData data, int threads) {
            throw new UnsupportedOperationException("not this one");
        }
    }

    /** Ends its JVM. */
    @AutoService(Engine.class)
    public static final class Crashing extends FaultyEngine {
        @Override
        Convolution.Call call(int outputElements) {
            Runtime.getRuntime().halt(99);
            throw new AssertionError();
        }
    }
}
