package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Problem;

/**
 * What rules may ask of a problem.
 *
 * @param problem without a border that others make
 * @param threads the most threads that a call may use
 * @param java what Java computes with
 */
record Facts(Problem problem, int threads, String java) {
    private static final int BLOCK = 16;

    /** What a fact is that is a word. */
    String word(Fact fact) {
        Geometry geometry = problem.geometry();
        Axis height = geometry.height();
        Axis width = geometry.width();
        return switch (fact) {
            case IN -> problem.inputFormat().toString();
            case OUT -> problem.outputFormat().toString();
            case GROUPS -> groups(geometry);
            case KERNEL -> isOne(height.kernel(), width.kernel()) ? "1x1" : "larger";
            case STRIDE -> isOne(height.stride(), width.stride()) ? "1" : "larger";
            case JAVA -> java;
            default -> throw new IllegalArgumentException(fact.spelling + " is a number");
        };
    }

    private static String groups(Geometry geometry) {
        if (geometry.groups() == 1) {
            return "one";
        }
        return geometry.inChannelsPerGroup() == 1 ? "depthwise" : "many";
    }

    private static boolean isOne(int alongHeight, int alongWidth) {
        return alongHeight == 1 && alongWidth == 1;
    }

    /** What a fact is that is a number. */
    long number(Fact fact) {
        Geometry geometry = problem.geometry();
        return switch (fact) {
            case BATCH -> geometry.batch();
            case IC -> geometry.inChannels();
            case OC -> geometry.outChannels();
            case PIXELS -> geometry.height().outLong() * geometry.width().outLong();
            case BYTES -> bytesOfAnImage(geometry);
            case MACS -> macs(geometry);
            case THREADS -> threads;
            case FILL -> fill(geometry);
            default -> throw new IllegalArgumentException(fact.spelling + " is a word");
        };
    }

    /** Of input and output. */
    static long bytes(Geometry geometry) {
        return Float.BYTES * ((long) geometry.inputElements() + geometry.outputElements());
    }

    private static long bytesOfAnImage(Geometry geometry) {
        return bytes(geometry) / Math.max(1, geometry.batch());
    }

    /**
     * Of all channels, though oneDNN pads each group's: rules were learnt with this, and {@code groups=many} would hold for
     * fewer problems. As a double, because a product of channels may not fit a long.
     */
    private static long fill(Geometry geometry) {
        double in = geometry.inChannels();
        double out = geometry.outChannels();
        return (long) (100 * in * out / (inBlocks(geometry.inChannels()) * inBlocks(geometry.outChannels())));
    }

    private static double inBlocks(long channels) {
        return (channels + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Products in all. */
    static long macs(Geometry geometry) {
        return (long) geometry.outputElements()
                * geometry.inChannelsPerGroup()
                * geometry.height().kernel()
                * geometry.width().kernel();
    }
}
