package dev.jconv2d.cli;

import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import dev.jconv2d.io.ContactSheet;
import java.util.Arrays;

/** Feature maps on a contact sheet, made smaller by a whole number where they would not fit. */
final class MapSheet {
    private MapSheet() {}

    /** The least factor by which maps of this shape, {@code [N, C, H, W]} or {@code [C, H, W]}, fit on a sheet. */
    static int factor(long... shape) {
        int rank = shape.length;
        long maps = rank == 4 ? shape[0] * shape[1] : shape[0];
        int height = (int) shape[rank - 2];
        int width = (int) shape[rank - 1];
        int factor = 1;
        while (!ContactSheet.fits(maps, Math.max(1, height / factor), Math.max(1, width / factor))) {
            factor++;
        }
        return factor;
    }

    /** The maps, each pixel the mean of factor x factor: an average is a depthwise convolution. */
    static Tensor shrink(Tensor maps, int factor) {
        long[] shape = maps.shape();
        int channels = (int) shape[shape.length - 3];
        int height = (int) Math.min(factor, shape[shape.length - 2]);
        int width = (int) Math.min(factor, shape[shape.length - 1]);
        float[] weight = new float[channels * height * width];
        Arrays.fill(weight, 1f / (height * width));
        try (Conv2d mean = Conv2d.builder(channels, channels, height, width)
                .stride(height, width)
                .groups(channels)
                .bias(false)
                .weight(weight)
                .build()) {
            return mean.forward(maps);
        }
    }
}
