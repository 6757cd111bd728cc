package dev.jconv2d.internal.java.vector;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.java.Product;
import dev.jconv2d.internal.java.Products;
import jdk.incubator.vector.FloatVector;

/** Products in explicit vectors. */
public final class VectorProducts implements Products {
    /** With so few output channels a group, most of a vector of channels would be empty. */
    private static final int FEW_CHANNELS = 4;

    @Override
    public Kind kind(Problem problem) {
        Geometry geometry = problem.geometry();
        boolean few = geometry.outChannelsPerGroup() <= FEW_CHANNELS;
        if (few && problem.inputFormat() == MemoryFormat.CONTIGUOUS) {
            return Kind.BY_PIXEL;
        }
        return few && geometry.inChannelsPerGroup() == 1 && geometry.groups() > 1 ? Kind.DEPTHWISE : Kind.BY_CHANNEL;
    }

    @Override
    public Product make(Kind kind, Problem problem, Parameters parameters) {
        Geometry geometry = problem.geometry();
        return switch (kind) {
            case BY_CHANNEL -> new VectorProduct(geometry, problem.inputFormat(), parameters);
            case BY_PIXEL -> new VectorPlanes(geometry, parameters);
            case DEPTHWISE -> new VectorDepthwise(geometry, parameters);
        };
    }

    @Override
    public String name() {
        return "vectors";
    }

    @Override
    public String reason() {
        return "explicit vectors of " + FloatVector.SPECIES_PREFERRED.length() + " floats";
    }
}
