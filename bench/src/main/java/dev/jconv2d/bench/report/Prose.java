package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import java.util.List;

/** What README and page both say. */
final class Prose {
    static final String CALLERS = """
            Callers with inputs and outputs of their own share one layer, each computing with one thread. As many times as there
            are callers would be perfect, where cores are as many.
            """;

    static final String GROWTH = """
            One layer with one dimension growing: µs, and in brackets the time for a unit of work relative to the largest of the
            layers. 1 throughout would be time in proportion to work; more means that small layers cost extra.
            """;

    static final String ROOFLINE = """
            The limits are measured: multiply-adds in registers, and a copy larger than the caches. Layers lie above the memory line
            where their data stay in caches from call to call, and above the peak where kernels skip padded taps, which count as
            work here.
            """;

    static final String PEAK = """
            The geometric mean over a group's layers, and what it is of the measured peak: multiply-adds in registers.
            """;

    static final String MEMORY = """
            At the end, and at most: with the JVM's heap, and the copies of inputs and outputs that the benchmark itself makes.
            """;

    static final String STARTS = """
            Native libraries have been unpacked before, except by ONNX Runtime, which does so at each start.
            """;

    static final String LAYERS = """
            Median times in µs. GFLOP/s are the baseline's. `~`: timed once. The spelling is oneDNN's.
            """;

    private Prose() {}

    /** What the numbers in tables of ratios are. */
    static String measure(Overview overview) {
        return """
                Time of a call divided by the time of *%s* for the same layer: oneDNN called directly, with
                everything in the layout that it likes best and nothing converted. All take turns; the median over the rounds, the
                geometric mean over a group's layers. Less is better; **bold** is the best of a column, with all that cannot be
                told from it.
                """.formatted(overview.label(Results.BASELINE));
    }

    static String images(List<Picture> pictures, String prefix) {
        StringBuilder text = new StringBuilder();
        for (Picture picture : pictures) {
            text.append("![")
                    .append(picture.description())
                    .append("](")
                    .append(prefix)
                    .append(BenchFolder.CHARTS)
                    .append("/")
                    .append(picture.file())
                    .append(")\n\n");
        }
        return text.toString();
    }
}
