package dev.jconv2d.bench.testing;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Convolution;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.LayerData;
import dev.jconv2d.bench.engines.Loops;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Engines with a fault each, for the driver to find; all else they leave to the loops. */
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
        Convolution right = new Loops().prepare(data, threads);
        return new Convolution() {
            @Override
            public Call call(float[] input) throws Exception {
                return FaultyEngine.this.call(right, input);
            }

            @Override
            public void close() {
                FaultyEngine.this.close(right);
            }
        };
    }

    Convolution.Call call(Convolution right, float[] input) throws Exception {
        return right.call(input);
    }

    void close(Convolution right) {
        right.close();
    }

    /** A right call whose output is falsified. */
    private static Convolution.Call falsified(Convolution.Call right, UnaryOperator<float[]> output) {
        return new Convolution.Call() {
            @Override
            public void run() throws Exception {
                right.run();
            }

            @Override
            public float[] output() throws Exception {
                return output.apply(right.output());
            }
        };
    }

    /** Computes zeros. */
    @AutoService(Engine.class)
    public static final class Zeros extends FaultyEngine {
        @Override
        Convolution.Call call(Convolution right, float[] input) throws Exception {
            return falsified(right.call(input), output -> new float[output.length]);
        }
    }

    /** Computes NaN, which is within no bound and beyond none. */
    @AutoService(Engine.class)
    public static final class NotNumbers extends FaultyEngine {
        @Override
        Convolution.Call call(Convolution right, float[] input) throws Exception {
            return falsified(right.call(input), output -> {
                Arrays.fill(output, Float.NaN);
                return output;
            });
        }
    }

    /** Computes with inputs that are rounded to bfloat16. */
    @AutoService(Engine.class)
    public static final class Coarse extends FaultyEngine {
        @Override
        Convolution.Call call(Convolution right, float[] input) throws Exception {
            float[] rounded = new float[input.length];
            for (int i = 0; i < input.length; i++) {
                rounded[i] = Float.intBitsToFloat((Float.floatToIntBits(input[i]) + 0x8000) & 0xffff0000);
            }
            return right.call(rounded);
        }
    }

    /** Is right, and breaks in a later run. */
    @AutoService(Engine.class)
    public static final class Breaking extends FaultyEngine {
        @Override
        Convolution.Call call(Convolution right, float[] input) throws Exception {
            Convolution.Call call = right.call(input);
            return new Convolution.Call() {
                private int runs;

                @Override
                public void run() throws Exception {
                    if (++runs > 1) {
                        throw new IllegalStateException("broken");
                    }
                    call.run();
                }

                @Override
                public float[] output() throws Exception {
                    return call.output();
                }
            };
        }
    }

    /** Is right, and cannot be closed. */
    @AutoService(Engine.class)
    public static final class Clinging extends FaultyEngine {
        @Override
        void close(Convolution right) {
            throw new IllegalStateException("stuck");
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
        Convolution.Call call(Convolution right, float[] input) {
            Runtime.getRuntime().halt(99);
            throw new AssertionError();
        }
    }
}
