package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The layers on which two engines differ by more than chance. */
final class PlanningDifferences {
    /** How much slower than the first choice MEASURE may be, beyond the spread. */
    static final double MARGIN = 1.03;

    private PlanningDifferences() {}

    /** Layers on which an engine is slower than another by more than the margin beyond the spread, in most runs. */
    static String slower(PlanningRuns runs, PlanningEngine engine, PlanningEngine base) {
        return list(runs, engine, base, ratio -> ratio.isSlower(MARGIN));
    }

    /** Layers on which an engine is faster than another by more than the spread, in most runs. */
    static String faster(PlanningRuns runs, PlanningEngine engine, PlanningEngine base) {
        return list(runs, engine, base, RunsRatio::isFaster);
    }

    private static String list(
            PlanningRuns runs, PlanningEngine engine, PlanningEngine base, Predicate<RunsRatio> differs) {
        if (!runs.engines().containsAll(List.of(engine, base))) {
            return "Not measured.\n";
        }
        List<String> headings = new ArrayList<>(List.of("layer"));
        for (int run = 1; run <= runs.runs().size(); run++) {
            headings.add("run " + run + ": ratio, spread");
        }
        headings.addAll(List.of(engine.title(), base.title()));
        MarkdownTable table = new MarkdownTable(headings);
        for (PlanningLayer layer : runs.layers()) {
            RunsRatio ratio = layer.against(engine, base);
            if (differs.test(ratio)) {
                List<String> cells =
                        ratio.runs().stream().map(PlanningDifferences::cell).collect(Collectors.toList());
                cells.add(code(layer.implementations(engine)));
                cells.add(code(layer.implementations(base)));
                table.row(layer.title(), cells);
            }
        }
        return table.isEmpty() ? "None.\n" : table.toString();
    }

    private static String cell(Ratio ratio) {
        return Numbers.amount(ratio.value()) + ", "
                + Numbers.offOne(ratio.control().factor());
    }

    /** Names of implementations; empty if there are none. */
    static String code(List<String> implementations) {
        return implementations.stream().map(name -> "`" + name + "`").collect(Collectors.joining("<br>"));
    }
}
