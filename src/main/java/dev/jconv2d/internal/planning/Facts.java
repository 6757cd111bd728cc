package dev.jconv2d.internal.planning;

import dev.jconv2d.internal.Axis;
import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask of a problem.
 *
 * @param problem without a border that others make
 * @param threads the most threads that a call may use
 * @param java what Java computes with
 */
record Facts(Problem problem, int threads, String java) {
    private static final int BLOCK = 16;

    /** A fact in words; null if there is none of that name. */
    @Nullable
    String word(String name) {
        Geometry geometry = problem.geometry();
        Axis height = geometry.height();
        Axis width = geometry.width();
        return switch (name) {
            case "in" -> problem.inputFormat().toString();
            case "out" -> problem.outputFormat().toString();
            case "groups" -> groups(geometry);
            case "kernel" -> isOne(height.kernel(), width.kernel()) ? "1x1" : "larger";
            case "stride" -> isOne(height.stride(), width.stride()) ? "1" : "larger";
            case "java" -> java;
            default -> null;
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

    /** A fact in numbers; negative if there is none of that name. */
    long number(String name) {
        Geometry geometry = problem.geometry();
        return switch (name) {
            case "batch" -> geometry.batch();
            case "ic" -> geometry.inChannels();
            case "oc" -> geometry.outChannels();
            case "pixels" -> geometry.height().outLong() * geometry.width().outLong();
            case "bytes" -> bytesOfAnImage(geometry);
            case "macs" -> macs(geometry);
            case "threads" -> threads;
            case "fill" -> fill(geometry);
            default -> -1;
        };
    }

    /** Of input and output. */
    static long bytes(Geometry geometry) {
        return Float.BYTES * ((long) geometry.inputElements() + geometry.outputElements());
    }

    private static long bytesOfAnImage(Geometry geometry) {
        return bytes(geometry) / Math.max(1, geometry.batch());
    }

    private static long fill(Geometry geometry) {
        long in = geometry.inChannels();
        long out = geometry.outChannels();
        return 100 * in * out / (inBlocks(in) * inBlocks(out));
    }

    private static long inBlocks(long channels) {
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
