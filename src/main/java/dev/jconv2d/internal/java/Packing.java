package dev.jconv2d.internal.java;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import org.jspecify.annotations.Nullable;

/** Weights {@code [out, in/groups, kH, kW]} brought into the orders in which products read them. */
public final class Packing {
    private Packing() {}

    /** Taps of one output channel, those of all its input channels counted. */
    public static int taps(Geometry geometry) {
        return geometry.inChannelsPerGroup()
                * geometry.height().kernel()
                * geometry.width().kernel();
    }

    /** Channel by channel of a unit, its taps in the order of a window of this format. */
    public static float[] byChannel(
            Geometry geometry, MemoryFormat inputFormat, float[] weight, Units units, int unit) {
        int taps = taps(geometry);
        int[] order = order(geometry, inputFormat);
        float[] packed = new float[units.size(unit) * taps];
        for (int i = 0; i < packed.length; i++) {
            int channel = i / taps;
            packed[channel * taps + order[i % taps]] = weight[units.first(unit) * taps + i];
        }
        return packed;
    }

    /** Tap by tap, the channels of a unit, with zeros behind them up to a width. */
    public static float[] byTap(
            Geometry geometry, MemoryFormat inputFormat, float[] weight, Units units, int unit, int width) {
        int taps = taps(geometry);
        int[] order = order(geometry, inputFormat);
        float[] packed = new float[taps * width];
        for (int channel = 0; channel < units.size(unit); channel++) {
            int from = (units.first(unit) + channel) * taps;
            for (int tap = 0; tap < taps; tap++) {
                packed[order[tap] * width + channel] = weight[from + tap];
            }
        }
        return packed;
    }

    /** As {@link #byTap}, each tap an array of its own. */
    static float[][] rows(
            Geometry geometry, MemoryFormat inputFormat, float[] weight, Units units, int unit, int width) {
        int taps = taps(geometry);
        int[] order = order(geometry, inputFormat);
        float[][] rows = PlainRows.allocate(taps, width);
        for (int channel = 0; channel < units.size(unit); channel++) {
            int from = (units.first(unit) + channel) * taps;
            for (int tap = 0; tap < taps; tap++) {
                rows[order[tap]][channel] = weight[from + tap];
            }
        }
        return rows;
    }

    /** The bias of a unit's channels, zeros if there is none, with zeros behind them up to a width. */
    public static float[] bias(float @Nullable [] bias, Units units, int unit, int width) {
        float[] packed = new float[width];
        if (bias != null) {
            System.arraycopy(bias, units.first(unit), packed, 0, units.size(unit));
        }
        return packed;
    }

    /** For each tap in the order of the weights, its place in the order of a window. */
    private static int[] order(Geometry geometry, MemoryFormat inputFormat) {
        int channels = geometry.inChannelsPerGroup();
        int kernelHeight = geometry.height().kernel();
        int kernelWidth = geometry.width().kernel();
        int[] order = new int[taps(geometry)];
        for (int i = 0; i < order.length; i++) {
            int kw = i % kernelWidth;
            int kh = i / kernelWidth % kernelHeight;
            order[i] = Window.tap(geometry, inputFormat, channels, i / kernelWidth / kernelHeight, kh, kw);
        }
        return order;
    }
}
