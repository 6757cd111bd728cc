package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import dev.jconv2d.bench.results.Results.Comparison;
import java.util.List;
import java.util.Map;

/** The page that holds all that results give. */
final class Page {
    private final Overview overview;
    private final StringBuilder text = new StringBuilder();

    private Page(Overview overview) {
        this.overview = overview;
    }

    /**
     * In markdown, for a file in {@code bench}.
     *
     * @param source the results' file
     */
    static String of(Overview overview, List<Picture> pictures, String source) {
        Page page = new Page(overview);
        page.head(pictures, source);
        page.ratios("## Against the baseline", Results.BASELINE);
        if (overview.engines().contains(Names.OURS)) {
            page.ratios("## Against " + overview.label(Names.OURS), Names.OURS);
        }
        page.part("## What is made of the machine's arithmetic", PeakTable.of(overview), Prose.PEAK);
        page.part("## Several callers at once", CallersTable.of(overview), Prose.CALLERS);
        page.growth();
        page.costs();
        page.part("## What is not in the means", Absences.of(overview), "");
        page.layers();
        return page.text.toString().stripTrailing() + "\n";
    }

    private void head(List<Picture> pictures, String source) {
        text.append("<!-- Generated from ").append(source).append(" by the benchmarks: not to be edited. -->\n\n");
        text.append("# Results\n\n").append(MachineLine.full(overview.results()));
        for (Map.Entry<String, String> engine : overview.results().engines().entrySet()) {
            text.append("- ").append(overview.label(engine.getKey()));
            text.append(" (`")
                    .append(engine.getKey())
                    .append("`): ")
                    .append(engine.getValue())
                    .append("\n");
        }
        text.append("\n")
                .append(Prose.measure(overview))
                .append("Small numbers: the least and the greatest round.\n\n");
        text.append(RatioCell.LEGEND)
                .append("\n")
                .append(Prose.images(pictures, ""))
                .append(Prose.ROOFLINE)
                .append("\n");
    }

    private void ratios(String heading, String base) {
        text.append(heading).append("\n\n");
        for (Comparison comparison : overview.results().comparisons()) {
            List<Column> columns = Column.of(comparison);
            if (!columns.isEmpty()) {
                title(comparison);
                text.append(new RatioTable(overview, base, RatioCell::withRounds).of(columns))
                        .append("\n");
            }
        }
    }

    private void growth() {
        StringBuilder tables = new StringBuilder();
        Growth.of(overview).stream().filter(Growth::exists).forEach(growth -> tables.append(
                        GrowthTable.of(overview, growth))
                .append("\n"));
        part("## How time grows", tables.toString().stripTrailing(), Prose.GROWTH);
    }

    private void costs() {
        CostTables costs = new CostTables(overview);
        text.append("## Making a layer, and the heap that calls take\n\n");
        for (Comparison comparison : overview.main()) {
            if (!Overview.groups(comparison).isEmpty()) {
                title(comparison);
                text.append(costs.creation(comparison)).append("\n");
                text.append(costs.heap(comparison)).append("\n");
            }
        }
        part("## Memory of the processes that measured", costs.memory(), Prose.MEMORY);
        part("## From the start of the JVM to the first result", costs.starts(), Prose.STARTS);
    }

    private void layers() {
        text.append("## Layer by layer\n\n").append(Prose.LAYERS).append("\n");
        for (Comparison comparison : overview.results().comparisons()) {
            text.append("<details><summary>").append(Overview.title(comparison)).append("</summary>\n\n");
            text.append(LayerTable.of(overview, comparison)).append("\n</details>\n\n");
        }
    }

    private void title(Comparison comparison) {
        text.append("### ").append(Overview.title(comparison)).append("\n\n");
    }

    /** Leaves a part out that has nothing to say. */
    private void part(String heading, String content, String explanation) {
        if (!content.isEmpty()) {
            text.append(heading).append("\n\n");
            text.append(explanation.isEmpty() ? "" : explanation + "\n");
            text.append(content.stripTrailing()).append("\n\n");
        }
    }
}
