package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table in markdown: the first column holds names, the others numbers. */
final class MarkdownTable {
    private final List<List<String>> lines = new ArrayList<>();

    MarkdownTable(List<String> headings) {
        lines.add(List.copyOf(headings));
        List<String> rule = new ArrayList<>();
        rule.add("---");
        headings.stream().skip(1).forEach(heading -> rule.add("--:"));
        lines.add(rule);
    }

    void row(String name, List<String> cells) {
        List<String> row = new ArrayList<>();
        row.add(name);
        row.addAll(cells);
        lines.add(row);
    }

    boolean isEmpty() {
        return lines.size() == 2;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            text.append("| ");
            text.append(String.join(
                    " | ", line.stream().map(cell -> cell.replace("|", "\\|")).toList()));
            text.append(" |\n");
        }
        return text.toString();
    }
}
