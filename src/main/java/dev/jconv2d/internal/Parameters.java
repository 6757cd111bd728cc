package dev.jconv2d.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a layer computes with. The arrays belong to the layer and are never written.
 *
 * @param weight {@code [out, in/groups, kH, kW]}, row-major
 * @param bias {@code [out]}, or null for none
 * @param postOps what follows each sum
 */
@SuppressWarnings("ArrayRecordComponent") // internal, compared by nobody, and copying them would cost
public record Parameters(float[] weight, float @Nullable [] bias, PostOps postOps) {

    /** Whether no weight is infinite or NaN. */
    public boolean isWeightFinite() {
        for (float value : weight) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
