package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;

/** Products in loops that the JIT compiler makes vectors of. */
final class PlainProducts implements Products {
    /** Up to here, groups are so small that rows across groups are better. */
    private static final int SMALL_GROUP = 16;

    /** A row for each tap must be kept. */
    private static final int FEW_TAPS = 121;

    private final String reason;

    PlainProducts(String reason) {
        this.reason = reason;
    }

    @Override
    public Kind kind(Problem problem) {
        Geometry geometry = problem.geometry();
        int channels = geometry.outChannelsPerGroup();
        if (geometry.groups() > 1
                && geometry.inChannelsPerGroup() == 1
                && channels <= SMALL_GROUP
                && Packing.taps(geometry) <= FEW_TAPS) {
            return Kind.DEPTHWISE;
        }
        int pixels = geometry.height().out() * geometry.width().out();
        return Math.min(channels, PlainRows.LENGTH) >= Math.min(pixels, PlainRows.LENGTH)
                ? Kind.BY_CHANNEL
                : Kind.BY_PIXEL;
    }

    @Override
    public Product make(Kind kind, Problem problem, Parameters parameters) {
        Geometry geometry = problem.geometry();
        return switch (kind) {
            case BY_CHANNEL -> new PlainByChannel(geometry, problem.inputFormat(), parameters);
            case BY_PIXEL -> new PlainByPixel(geometry, problem.inputFormat(), parameters);
            case DEPTHWISE -> new PlainDepthwise(geometry, parameters);
        };
    }

    @Override
    public String name() {
        return "loops";
    }

    @Override
    public String reason() {
        return reason;
    }
}
