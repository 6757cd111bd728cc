package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Median;
import dev.jconv2d.bench.results.Results.Comparison;
import dev.jconv2d.bench.results.Results.LayerResult;
import dev.jconv2d.bench.results.Results.Measurement;
import dev.jconv2d.bench.results.Results.Memory;
import dev.jconv2d.bench.results.Results.Outcome;
import dev.jconv2d.bench.results.Results.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What engines cost besides the time of a call: making layers, heap, memory, starts. */
final class CostTables {
    private final Overview overview;

    CostTables(Overview overview) {
        this.overview = overview;
    }

    /** Milliseconds to make a layer and compute once, by group: the median of its layers. */
    String creation(Comparison comparison) {
        return byGroup(
                "ms to make a layer and compute once",
                comparison,
                layers -> Numbers.amount(median(layers, Measurement::creationNanos) / 1e6));
    }

    /** Bytes of Java heap that a call takes, by group. */
    String heap(Comparison comparison) {
        return byGroup("bytes of heap a call, on its thread", comparison, CostTables::span);
    }

    /** Each engine's process at the end of each comparison. */
    String memory() {
        List<Comparison> comparisons = overview.results().comparisons().stream()
                .filter(comparison -> !comparison.memory().isEmpty())
                .toList();
        List<String> headings = new ArrayList<>(List.of("resident MB at the end (at most)"));
        comparisons.forEach(comparison -> headings.add(Overview.title(comparison)));
        MarkdownTable table = new MarkdownTable(headings);
        for (String engine : overview.engines()) {
            List<String> cells = comparisons.stream()
                    .map(comparison -> comparison.memory().get(engine))
                    .map(memory -> exists(memory) ? megabytes(memory) : Numbers.NONE)
                    .toList();
            addIfAny(table, engine, cells);
        }
        return table.isEmpty() ? "" : table.toString();
    }

    /** From the start of the JVM to the first result. */
    String starts() {
        MarkdownTable table =
                new MarkdownTable(List.of("first result", "layer", "ms", "least to greatest", "resident MB then"));
        for (Start start : overview.results().starts()) {
            if (!start.millis().isEmpty()) {
                Range range = Range.of(array(start.millis()));
                table.row(
                        overview.label(start.engine()),
                        List.of(
                                "`" + start.problem() + "`",
                                millis(start),
                                Numbers.whole(range.low()) + " to " + Numbers.whole(range.high()),
                                resident(start)));
            }
        }
        return table.isEmpty() ? "" : table.toString();
    }

    /** The README's: one line an engine. */
    String brief() {
        List<LayerResult> layers = overview.main().stream()
                .flatMap(comparison -> comparison.layers().stream())
                .toList();
        MarkdownTable table = new MarkdownTable(
                List.of("", "bytes of heap a call", "ms from JVM start to the first result", "resident MB then"));
        for (String engine : overview.engines()) {
            List<Start> starts = overview.results().starts().stream()
                    .filter(start ->
                            start.engine().equals(engine) && !start.millis().isEmpty())
                    .toList();
            addIfAny(
                    table,
                    engine,
                    List.of(
                            span(measurements(layers, engine)),
                            starts.isEmpty() ? Numbers.NONE : millis(starts.get(0)),
                            starts.isEmpty() ? Numbers.NONE : resident(starts.get(0))));
        }
        return table.isEmpty() ? "" : table.toString();
    }

    private String byGroup(String what, Comparison comparison, Function<List<Measurement>, String> cell) {
        List<Column> columns = Column.of(comparison);
        List<String> headings = new ArrayList<>(List.of(what));
        columns.forEach(column -> headings.add(column.heading()));
        MarkdownTable table = new MarkdownTable(headings);
        for (String engine : overview.engines()) {
            List<String> cells = columns.stream()
                    .map(column -> cell.apply(measurements(column.layers(), engine)))
                    .toList();
            addIfAny(table, engine, cells);
        }
        return table.toString();
    }

    private void addIfAny(MarkdownTable table, String engine, List<String> cells) {
        if (Names.isRow(engine) && !cells.stream().allMatch(Numbers.NONE::equals)) {
            table.row(overview.label(engine), cells);
        }
    }

    private static List<Measurement> measurements(List<LayerResult> layers, String engine) {
        return layers.stream()
                .filter(layer -> Statistics.hasTime(layer, engine))
                .map(layer -> Objects.requireNonNull(layer.measurements().get(engine)))
                .toList();
    }

    private static double median(List<Measurement> measurements, ToDoubleFunction<Measurement> value) {
        double[] values = measurements.stream().mapToDouble(value).toArray();
        return values.length == 0 ? Double.NaN : Median.of(values);
    }

    /** One number, or the least and the greatest. */
    private static String span(List<Measurement> measurements) {
        // Who was timed once only has no heap to tell.
        var summary = measurements.stream()
                .filter(measurement -> measurement.outcome() == Outcome.TIMED)
                .mapToDouble(Measurement::heapBytes)
                .filter(Double::isFinite)
                .summaryStatistics();
        if (summary.getCount() == 0) {
            return Numbers.NONE;
        }
        String least = Numbers.whole(summary.getMin());
        String greatest = Numbers.whole(summary.getMax());
        return least.equals(greatest) ? least : least + " to " + greatest;
    }

    /** An engine that did not run has zeros. */
    private static boolean exists(@Nullable Memory memory) {
        return memory != null && memory.residentBytes() > 0;
    }

    private static String megabytes(Memory memory) {
        return Numbers.megabytes(memory.residentBytes()) + " (" + Numbers.megabytes(memory.peakBytes()) + ")";
    }

    private static String millis(Start start) {
        return Numbers.whole(Median.of(array(start.millis())));
    }

    private static String resident(Start start) {
        List<Long> bytes = start.residentBytes();
        return bytes.isEmpty() ? Numbers.NONE : Numbers.megabytes(Median.of(array(bytes)));
    }

    private static double[] array(List<? extends Number> numbers) {
        return numbers.stream().mapToDouble(Number::doubleValue).toArray();
    }
}
