package dev.jconv2d.bench;

import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Spelling;

/**
 * A layer of a workload.
 *
 * @param group the workload it belongs to, such as {@code resnet50}
 * @param name its name there
 * @param spelling the layer and the size of its images, in oneDNN's spelling
 */
public record Layer(String group, String name, Spelling spelling) {

    /**
     * The problem at a batch, which counts times the spelling's own.
     *
     * @throws IllegalArgumentException if a tensor would be larger than the library's limit
     */
    public Geometry at(int batch) {
        long images = (long) batch * spelling.batch().orElse(1);
        if (images > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("batch = " + images + " on " + name + ": must fit an int");
        }
        return spelling.geometry((int) images);
    }

    /** Floating-point operations at a batch: two for each product; padded taps count, as everywhere. */
    public double flops(int batch) {
        Geometry problem = at(batch);
        return 2.0 * problem.outputElements() * taps();
    }

    /** Bytes that must move at least once at a batch: input, weights, bias and output. */
    public double bytes(int batch) {
        Geometry problem = at(batch);
        return (double) Float.BYTES
                * ((double) problem.inputElements()
                        + problem.outputElements()
                        + (double) taps() * problem.outChannels()
                        + problem.outChannels());
    }

    /** Products of each output. */
    public int taps() {
        Geometry problem = at(1);
        return problem.inChannelsPerGroup()
                * problem.height().kernel()
                * problem.width().kernel();
    }
}
