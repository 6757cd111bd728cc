package dev.jconv2d.reliability.faults;

import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.reliability.Trial;

/** That a fault is tried on native code: planning may give a layer to Java's kernels, which would make a row's bar empty. */
final class NativeUse {
    private NativeUse() {}

    /** A violation unless oneDNN computes a layer for this shape. */
    static void require(Trial trial, Conv2d conv, long... inputShape) {
        try (Conv2dPlan plan = conv.plan(inputShape)) {
            trial.require(plan.describe().isNative(), conv + " is not computed by oneDNN");
        }
    }
}
