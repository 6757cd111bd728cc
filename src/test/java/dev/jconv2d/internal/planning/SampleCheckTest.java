package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.jconv2d.Activation;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Spelling;
import dev.jconv2d.internal.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One product, so that what comes out is known, and what may be wrong with it. */
class SampleCheckTest {
    private static final Problem PROBLEM = new Problem(
            Spelling.parse("ic1ih1oc1oh1kh1").geometry(1), MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS);

    private static @Nullable String fault(
            float weight, float input, @Nullable Activation activation, double got, float... residual) {
        PostOps postOps = new PostOps(residual.length > 0, activation);
        Parameters parameters = new Parameters(new float[] {weight}, null, postOps);
        SampleCheck check = new SampleCheck(PROBLEM, parameters, new float[] {input}, residual);
        Storage output = Storage.allocate(Float.BYTES);
        output.floats().put(0, (float) got);
        return check.fault(output);
    }

    @Test
    void rounding() {
        assertNull(fault(0.5f, 3, null, 1.5));
        assertNull(fault(0.5f, 3, null, 1.5 + 1e-6));
        assertEquals("wrong: output 0 is 1.51 in place of 1.5", fault(0.5f, 3, null, 1.51));
        assertNotNull(fault(0.5f, 3, null, Double.NaN));
        assertNotNull(fault(0.5f, 3, null, Double.POSITIVE_INFINITY));
        assertNull(fault(0.5f, 3, null, 2.5, 1));
        assertNotNull(fault(0.5f, 3, null, 1.5, 1));
    }

    /** That exp is a polynomial's error off 1 is multiplied by alpha, though what comes out is small. */
    @Test
    void eluMultipliesWhatExpIsWrongBy() {
        float x = -1e-4f;
        double error = 2e-6;
        for (double alpha : new double[] {1, -1000, 1000, 1e6}) {
            Activation elu = Activation.elu((float) alpha);
            double exact = alpha * Math.expm1(x);
            assertNull(fault(1, x, elu, exact + alpha * error), () -> elu.toString());
            assertNotNull(fault(1, x, elu, exact + 10 * alpha * error), () -> elu.toString());
        }
        Activation small = Activation.elu(0.01f);
        assertNull(fault(1, -1, small, 0.01 * Math.expm1(-1) + error));
    }

    /** Not the bound of a product of both: a large output is no reason to multiply by alpha again. */
    @Test
    void eluIsNotForgivenTwice() {
        Activation elu = Activation.elu(1000);
        assertNull(fault(1, -50, elu, -1000 * (1 + 2e-6)));
        assertNotNull(fault(1, -50, elu, -1000 * (1 + 1e-3)));
    }

    @Test
    void hardtanhsLimitIsNoSlope() {
        Activation clip = Activation.hardtanh(-1e6f, 1e6f);
        assertNull(fault(0.5f, 3, clip, 1.5));
        assertNotNull(fault(0.5f, 3, clip, 1.6));
        assertNotNull(fault(0.5f, 3, Activation.leakyRelu(0.1f), 1.6));
        assertNull(fault(1, -1, Activation.leakyRelu(1e6f), -1e6));
    }

    @Test
    void whatIsTooLargeForAFloatIsNotCompared() {
        float large = 3e38f;
        assertNull(fault(10, large, null, Double.POSITIVE_INFINITY));
        assertNull(fault(10, -large, null, Double.NEGATIVE_INFINITY));
        assertNull(fault(1, large, null, Double.POSITIVE_INFINITY, large));
        assertNull(fault(1, -large, Activation.leakyRelu(10), Double.NEGATIVE_INFINITY));
        // Such sums are infinite before a function makes a number of them, and may be NaN behind it.
        assertNull(fault(10, large, Activation.relu6(), Double.NaN));
        assertNull(fault(10, large, Activation.sigmoid(), 1));
        // What fits must still be there.
        assertNull(fault(1, large, null, large));
        assertNotNull(fault(1, large, null, Double.POSITIVE_INFINITY));
    }
}
