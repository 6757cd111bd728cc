package dev.jconv2d.bench.peers;

import dev.jconv2d.bench.LayerData;
import dev.jconv2d.internal.Geometry;

/** A layer in the words of other libraries: arrays of long, height before width. Refuses what none of them has. */
final class PeerLayer {
    private final Geometry problem;

    private PeerLayer(Geometry problem) {
        this.problem = problem;
    }

    /** @throws UnsupportedOperationException for a padding mode other than zeros */
    static PeerLayer of(LayerData layer) {
        layer.requireZeroPadding();
        return new PeerLayer(layer.problem());
    }

    /**
     * For a library that pads both sides alike: it would have to copy the input into a border first.
     *
     * @throws UnsupportedOperationException also if the sides differ
     */
    static PeerLayer symmetric(LayerData layer) {
        PeerLayer checked = of(layer);
        Geometry problem = checked.problem;
        if (problem.height().padBegin() != problem.height().padEnd()
                || problem.width().padBegin() != problem.width().padEnd()) {
            throw new UnsupportedOperationException("padding that differs between two sides");
        }
        return checked;
    }

    long[] inputShape() {
        return new long[] {
            problem.batch(),
            problem.inChannels(),
            problem.height().in(),
            problem.width().in()
        };
    }

    long[] outputShape() {
        return problem.outputShape(4);
    }

    int outputElements() {
        return problem.outputElements();
    }

    long[] weightShape() {
        return new long[] {
            problem.outChannels(),
            problem.inChannelsPerGroup(),
            problem.height().kernel(),
            problem.width().kernel()
        };
    }

    long[] biasShape() {
        return new long[] {problem.outChannels()};
    }

    long[] strides() {
        return new long[] {problem.height().stride(), problem.width().stride()};
    }

    long[] dilations() {
        return new long[] {problem.height().dilation(), problem.width().dilation()};
    }

    /** Top, left, bottom, right. */
    long[] pads() {
        return new long[] {
            problem.height().padBegin(),
            problem.width().padBegin(),
            problem.height().padEnd(),
            problem.width().padEnd()
        };
    }

    /** Height and width: all there is to say of a layer that is {@link #symmetric}. */
    long[] symmetricPads() {
        return new long[] {problem.height().padBegin(), problem.width().padBegin()};
    }

    int groups() {
        return problem.groups();
    }
}
