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
    /** A fact in words; null if there is none of that name. */
    @Nullable
    String word(String name) {
        Geometry geometry = problem.geometry();
        return switch (name) {
            case "in" -> problem.inputFormat().toString();
            case "out" -> problem.outputFormat().toString();
            case "groups" -> groups(geometry);
            case "kernel" -> isPointwise(geometry) ? "1x1" : "larger";
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

    private static boolean isPointwise(Geometry geometry) {
        Axis height = geometry.height();
        Axis width = geometry.width();
        return height.kernel() == 1 && width.kernel() == 1 && height.stride() == 1 && width.stride() == 1;
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
            default -> -1;
        };
    }

    /** Of input and output. */
    private static long bytesOfAnImage(Geometry geometry) {
        return (long) Float.BYTES
                * (geometry.inputElements() + geometry.outputElements())
                / Math.max(1, geometry.batch());
    }

    /** Products in all. */
    static long macs(Geometry geometry) {
        return (long) geometry.outputElements()
                * geometry.inChannelsPerGroup()
                * geometry.height().kernel()
                * geometry.width().kernel();
    }
}
