package dev.jconv2d.bench.report;

import java.util.List;
import java.util.Optional;

/** The page that says what planning gains, in markdown for a file in {@code bench}. */
final class PlanningPage {
    private static final String INTRODUCTION = """
            What `Planning.ESTIMATE` and `Planning.MEASURE` make of the layers of networks, beside *oneDNN's first choice* (its C API
            from NCHW to NCHW, with the layouts that it asks for and the reorders that they cost), *ONNX Runtime*, and *oneDNN, its own
            layout* (`any`: data in whatever layout it likes, nothing converted). All take turns; one caller with all cores; plans are
            made before times are taken. NCHW in and out, but for those that are called channels_last; *vectors*: in a JVM with
            `jdk.incubator.vector`. Of a layer, the median of the rounds; of a group, the geometric mean; of several runs, the median.

            """;

    private static final String SPREAD = """
            The *spread* is what the engine that others are held against shows between equals: it takes part twice under two names, and
            the spread is the greatest factor by which the two are apart in the rounds, of five rounds without the one that is farthest
            from the median, on the layer itself; for a group, no less than twice the standard error of its layers. ONNX Runtime takes
            part once: where it stands at 1, the spread is that of *oneDNN, its own layout*.

            """;

    private final PlanningRuns runs;
    private final StringBuilder text = new StringBuilder();

    private PlanningPage(PlanningRuns runs) {
        this.runs = runs;
    }

    /**
     * Makes the page.
     *
     * @param files the runs' files, in their order
     */
    static String of(PlanningRuns runs, Optional<Picture> chart, List<String> files) {
        PlanningPage page = new PlanningPage(runs);
        page.head(files);
        page.text.append(Prose.images(chart.stream().toList(), ""));
        page.part("Targets", PlanningTargets.of(runs));
        page.part("Means", SPREAD + page.means());
        page.differences();
        page.layers();
        page.absences();
        page.sources(files);
        return page.text.toString().stripTrailing() + "\n";
    }

    private void head(List<String> files) {
        text.append("<!-- Generated from ").append(String.join(", ", files));
        text.append(" by the benchmarks: not to be edited. -->\n\n# Planning\n\n")
                .append(INTRODUCTION);
    }

    private String means() {
        StringBuilder tables = new StringBuilder();
        for (PlanningEngine base :
                List.of(PlanningEngine.FIRST_CHOICE, PlanningEngine.ONNX_RUNTIME, PlanningEngine.OWN_LAYOUT)) {
            if (runs.engines().contains(base)) {
                tables.append(PlanningMeans.of(runs, base)).append("\n");
            }
        }
        return tables.toString();
    }

    private void differences() {
        String margin = "by more than " + Numbers.whole(100 * (PlanningDifferences.MARGIN - 1))
                + " % beyond the layer's spread, in most of the runs";
        slower(margin, PlanningEngine.MEASURE, PlanningEngine.FIRST_CHOICE);
        slower(margin, PlanningEngine.MEASURE_VECTOR, PlanningEngine.FIRST_CHOICE);
        slower(margin, PlanningEngine.MEASURE_CHANNELS_LAST, PlanningEngine.OWN_LAYOUT);
        if (runs.engines().contains(PlanningEngine.MEASURE_VECTOR_CHANNELS_LAST)) {
            slower(margin, PlanningEngine.MEASURE_VECTOR_CHANNELS_LAST, PlanningEngine.OWN_LAYOUT);
        }
        part(
                "Where " + PlanningEngine.MEASURE_CHANNELS_LAST.title() + " is faster than "
                        + PlanningEngine.OWN_LAYOUT.title(),
                "By more than the layer's spread, in most of the runs.\n\n"
                        + PlanningDifferences.faster(
                                runs, PlanningEngine.MEASURE_CHANNELS_LAST, PlanningEngine.OWN_LAYOUT));
    }

    private void slower(String margin, PlanningEngine engine, PlanningEngine base) {
        part(
                "Where " + engine.title() + " is slower than " + base.title(),
                "Layers on which it is slower " + margin + ".\n\n" + PlanningDifferences.slower(runs, engine, base));
    }

    private void layers() {
        text.append("## Layer by layer\n\nµs, and the implementation as the engine names it: several if the runs chose"
                + " otherwise.\n\n");
        for (int batch : runs.batches()) {
            text.append("<details><summary>batch ").append(batch).append("</summary>\n\n");
            text.append(PlanningLayerTable.of(runs, batch)).append("\n</details>\n\n");
        }
    }

    private void absences() {
        StringBuilder lists = new StringBuilder();
        for (int run = 0; run < runs.runs().size(); run++) {
            String list = Absences.of(runs.runs().get(run));
            if (!list.isEmpty()) {
                lists.append("Run ")
                        .append(run + 1)
                        .append(":\n\n")
                        .append(list)
                        .append("\n");
            }
        }
        if (!lists.isEmpty()) {
            part("What is not in the means", lists.toString());
        }
    }

    private void sources(List<String> files) {
        StringBuilder lines = new StringBuilder();
        for (int run = 0; run < files.size(); run++) {
            lines.append("Run ")
                    .append(run + 1)
                    .append(", ")
                    .append(files.get(run))
                    .append(":\n\n");
            lines.append(MachineLine.full(runs.runs().get(run).results())).append("\n");
        }
        for (PlanningEngine engine : runs.engines()) {
            lines.append("- ")
                    .append(engine.title())
                    .append(": `")
                    .append(engine.id())
                    .append("`, ");
            lines.append(runs.first().results().engines().getOrDefault(engine.id(), Numbers.NONE))
                    .append("\n");
        }
        part("Machine, commit, files", lines.toString());
    }

    private void part(String heading, String content) {
        text.append("## ")
                .append(heading)
                .append("\n\n")
                .append(content.stripTrailing())
                .append("\n\n");
    }
}
