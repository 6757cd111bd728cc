package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.reliability.Trial;

/** Native code for a fault to be tried on: planning may give a layer to Java's kernels, which would make a row's bar empty. */
final class NativeUse {
    private NativeUse() {}

    /** A layer of 3x3 kernels for oneDNN on the caller's thread, with as many channels out as in. */
    static Conv2d layer(int channels) {
        return Conv2d.builder(channels, channels, 3)
                .padding(1)
                .seed(1)
                .threads(1)
                .backend(Backend.ONEDNN)
                .build();
    }

    /** A violation unless oneDNN computes a layer for this shape. */
    static void require(Trial trial, Conv2d conv, long... inputShape) {
        try (Conv2dPlan plan = conv.plan(inputShape)) {
            trial.require(plan.describe().isNative(), conv + " is not computed by oneDNN");
        }
    }
}
