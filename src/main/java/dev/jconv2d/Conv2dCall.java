package dev.jconv2d;

import dev.jconv2d.internal.Spelling;

/**
 * A layer and the size of its input, as oneDNN's compact spelling has them: {@code mb1ic64ih56oc64oh56kh3ph1}. {@link
 * PlanDescription#problem} is written so.
 *
 * @param options the layer, with a bias
 * @param batch images, 1 where the spelling does not say
 * @param height of the input
 * @param width of the input
 */
public record Conv2dCall(Conv2dOptions options, int batch, int height, int width) {
    /**
     * Reads a spelling. Height is needed, width is height's where it is not given; stride is 1, dilation 0 (0-based, as in
     * oneDNN), padding 0, batch and groups 1. Outputs are checked, not needed. {@code ph1:2} is for unequal sides, {@code _reflect}
     * and the like behind the sizes for other padding modes.
     *
     * @param spelling such as {@code g32ic32ih112oc32kh3sh2ph1}
     * @return the call
     * @throws IllegalArgumentException if it is not like that, or the layer does not accept such an input
     */
    public static Conv2dCall parse(String spelling) {
        Spelling read = Spelling.parse(spelling);
        return new Conv2dCall(read.options(), read.batch().orElse(1), read.height(), read.width());
    }

    /**
     * The shape of the input.
     *
     * @return {@code [N, C, H, W]}
     */
    public long[] inputShape() {
        return new long[] {batch, options.inChannels(), height, width};
    }
}
