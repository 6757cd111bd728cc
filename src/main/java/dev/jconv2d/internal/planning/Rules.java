package dev.jconv2d.internal.planning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link dev.jconv2d.Planning#ESTIMATE} goes by: native-config/estimate.rules, which says how to read it. The first rule
 * that holds, and whose candidate is offered, is taken.
 */
final class Rules {
    private static final String RESOURCE = "/dev/jconv2d/native-config/estimate.rules";

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Read once a process, when a plan is first made. */
    private static final class Shared {
        static final Rules RULES = read();

        private static Rules read() {
            try (InputStream in = Rules.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the library's jar lacks " + RESOURCE);
                }
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                List<String> lines = new ArrayList<>();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
                return parse(lines);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + RESOURCE, e);
            }
        }
    }

    static Rules shared() {
        return Shared.RULES;
    }

    /** All that hold, in their order. */
    List<Rule> holding(Facts facts) {
        List<Rule> holding = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.holds(facts)) {
                holding.add(rule);
            }
        }
        return holding;
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException if a line is not like the file says
     */
    static Rules parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                try {
                    rules.add(rule(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("rules, line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return new Rules(rules);
    }

    private static Rule rule(String line) {
        int comment = line.indexOf('#');
        String reason = comment < 0 ? "" : line.substring(comment + 1).strip();
        List<String> parts = words(comment < 0 ? line : line.substring(0, comment));
        int arrow = parts.indexOf("->");
        if (arrow < 0 || reason.isEmpty()) {
            throw new IllegalArgumentException("must be like CONDITIONS -> CANDIDATE # REASON");
        }
        List<Rule.Condition> conditions = new ArrayList<>();
        for (String condition : parts.subList(0, arrow)) {
            conditions.add(condition(condition));
        }
        return rule(conditions, parts.subList(arrow + 1, parts.size()), reason);
    }

    private static Rule rule(List<Rule.Condition> conditions, List<String> candidate, String reason) {
        String implementation = candidate.isEmpty() ? "" : candidate.get(0);
        String source = "";
        String destination = "";
        int images = 0;
        int threads = -1;
        for (String word : candidate.subList(Math.min(1, candidate.size()), candidate.size())) {
            int to = word.indexOf('>');
            if (to > 0) {
                source = word.substring(0, to);
                destination = word.substring(to + 1);
            } else if (word.charAt(0) == '/') {
                images = Integer.parseInt(word.substring(1));
            } else if (word.equals("xall")) {
                threads = 0;
            } else if (word.equals("x1")) {
                threads = 1;
            } else {
                throw new IllegalArgumentException("\"" + word + "\" belongs to no candidate");
            }
        }
        if (threads < 0
                || implementation.equals(Candidate.JAVA) != source.isEmpty()
                || (images != 0 && source.isEmpty())) {
            throw new IllegalArgumentException("a candidate must be like NAME SOURCE>DESTINATION xall, or java x1");
        }
        return new Rule(List.copyOf(conditions), implementation, source, destination, images, threads, reason);
    }

    private static Rule.Condition condition(String text) {
        int equals = text.indexOf('=');
        int begin = equals > 0 && "<>".indexOf(text.charAt(equals - 1)) >= 0 ? equals - 1 : equals;
        Fact fact = Fact.named(text.substring(0, Math.max(0, begin)));
        String word = text.substring(equals + 1);
        boolean compares = begin == equals;
        if (fact == null || (fact.isWord && !compares)) {
            throw new IllegalArgumentException("\"" + text + "\" is no condition");
        }
        if (!fact.isWord) {
            Long.parseLong(word);
        }
        return new Rule.Condition(fact, text.substring(begin, equals + 1), word);
    }

    /** Without a regular expression: a first result waits for this. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                if (i > begin) {
                    words.add(text.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return words;
    }
}
