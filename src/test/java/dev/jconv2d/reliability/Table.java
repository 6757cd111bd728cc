package dev.jconv2d.reliability;

import java.util.Map;

/** The rows' long forms as a table, in Markdown. */
final class Table {
    private static final String BEGIN = "<!-- table: mvn -Psoak test -->\n";
    private static final String END = "<!-- end of table -->\n";

    private Table() {}

    static String of(Map<String, Outcome> outcomes) {
        StringBuilder text = new StringBuilder(
                "| fault | tries | what happened | bar | passed | on |\n| --- | --: | --- | --- | --- | --- |\n");
        for (Row row : Rows.ALL) {
            Outcome outcome = outcomes.get(row.name());
            text.append("| ").append(row.fault()).append(" | ");
            if (outcome == null) {
                text.append("- | not run | ").append(row.bar()).append(" | - | - |\n");
            } else {
                text.append(String.format("%,d", outcome.tries()).replace(',', ' '))
                        .append(' ')
                        .append(row.unit())
                        .append(" | ")
                        .append(cell(outcome.happened()))
                        .append(" | ")
                        .append(row.bar())
                        .append(" | ")
                        .append(
                                outcome.passed()
                                        ? "yes"
                                        : "**no**: " + cell(outcome.violations().get(0)))
                        .append(" | ")
                        .append(outcome.when())
                        .append(", ")
                        .append(outcome.commit())
                        .append(", ")
                        .append(outcome.seconds())
                        .append(" s |\n");
            }
        }
        outcomes.values().stream().map(Outcome::machine).distinct().sorted().forEach(machine -> text.append(
                        "\nMachine: ")
                .append(machine)
                .append(".\n"));
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "/").replace("\n", " ");
    }

    /** A text with the table between its two marks. */
    static String in(String text, String table) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the text lacks the marks of the table");
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + text.substring(end);
    }
}
