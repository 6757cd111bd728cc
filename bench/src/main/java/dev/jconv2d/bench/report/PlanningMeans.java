package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Geometric means over groups by one engine's time: the median of the runs, and below it each run's. */
final class PlanningMeans {
    private PlanningMeans() {}

    static String of(PlanningRuns runs, PlanningEngine base) {
        List<PlanningColumn> columns = runs.groups().stream()
                .flatMap(group -> runs.columns(group).stream())
                .toList();
        List<String> headings = new ArrayList<>(List.of("time / " + base.title()));
        columns.forEach(column -> headings.add(column.heading()));
        MarkdownTable table = new MarkdownTable(headings);
        for (PlanningEngine engine : runs.engines()) {
            if (engine != base) {
                table.row(
                        engine.title(),
                        columns.stream()
                                .map(column -> cell(column.against(engine, base)))
                                .toList());
            }
        }
        table.row(
                "*spread*",
                columns.stream()
                        .map(column -> Numbers.offOne(column.against(base, base).spread()))
                        .toList());
        return table.toString();
    }

    private static String cell(RunsRatio ratio) {
        if (!ratio.exists()) {
            return Numbers.NONE;
        }
        Ratio first = ratio.runs().get(0);
        return Numbers.ratio(ratio.median())
                + (ratio.isComplete() ? "" : " (" + first.layers() + "/" + first.of() + ")")
                + "<br><sub>"
                + ratio.runs().stream().map(run -> Numbers.ratio(run.value())).collect(Collectors.joining(" "))
                + "</sub>";
    }
}
