package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Engines' times by one engine's, with the control as the last row. */
final class RatioTable {
    private final Overview overview;
    private final String base;
    private final Function<Ratio, String> cell;

    /**
     * @param base the engine that stands at 1
     * @param cell how a ratio is shown
     */
    RatioTable(Overview overview, String base, Function<Ratio, String> cell) {
        this.overview = overview;
        this.base = base;
        this.cell = cell;
    }

    /** The table; the best of a column is bold, with those that cannot be told from it. The baseline does not compete. */
    String of(List<Column> columns) {
        List<String> headings = new ArrayList<>(List.of("time / " + overview.label(base)));
        columns.forEach(column -> headings.add(column.heading()));
        MarkdownTable table = new MarkdownTable(headings);
        for (String engine : overview.engines()) {
            if (Names.isRow(engine) && columns.stream().anyMatch(column -> has(column, engine))) {
                table.row(
                        overview.label(engine),
                        columns.stream().map(column -> cell(column, engine)).toList());
            }
        }
        if (overview.engines().contains(Results.CONTROL)) {
            table.row(
                    "*" + overview.label(Results.CONTROL) + "*",
                    columns.stream().map(RatioTable::spread).toList());
        }
        return table.toString();
    }

    private String cell(Column column, String engine) {
        Ratio ratio = Statistics.ratio(column.layers(), engine, base);
        if (engine.equals(base) && ratio.exists()) {
            return "1";
        }
        String text = cell.apply(ratio);
        boolean isBest = best(column)
                .filter(best -> competes(column, engine))
                .filter(best -> best.equals(engine)
                        || Statistics.ratio(column.layers(), engine, best).level())
                .isPresent();
        return isBest ? "**" + text + "**" : text;
    }

    private Optional<String> best(Column column) {
        String best = null;
        double least = Double.POSITIVE_INFINITY;
        for (String engine : overview.engines()) {
            double value = Statistics.ratio(column.layers(), engine, base).value();
            if (competes(column, engine) && value < least) {
                best = engine;
                least = value;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Only who computes all layers can be the best on them. */
    private boolean competes(Column column, String engine) {
        Ratio ratio = Statistics.ratio(column.layers(), engine, base);
        return !engine.equals(Results.BASELINE)
                && Names.isRow(engine)
                && ratio.exists()
                && ratio.layers() == ratio.of();
    }

    private static boolean has(Column column, String engine) {
        return column.layers().stream().anyMatch(layer -> layer.measurements().containsKey(engine));
    }

    private static String spread(Column column) {
        Ratio control = Statistics.ratio(column.layers(), Results.CONTROL, Results.BASELINE);
        return control.exists() ? Numbers.offOne(control.control().factor()) : Numbers.NONE;
    }
}
