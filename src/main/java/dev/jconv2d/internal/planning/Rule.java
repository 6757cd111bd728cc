package dev.jconv2d.internal.planning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the rules: if all conditions hold, this candidate.
 *
 * @param conditions such as {@code batch>=2}
 * @param implementation as {@link Candidate#implementation}, with {@link Candidate#ANY_NAME} at its end for any that begins so
 * @param source as {@link Candidate#source}
 * @param destination as {@link Candidate#destination}
 * @param images as {@link Candidate#images}
 * @param threads the most threads; 0 for the budget
 * @param reason why, for whoever asks
 */
record Rule(
        List<Condition> conditions,
        String implementation,
        String source,
        String destination,
        int images,
        int threads,
        String reason) {
    /**
     * A comparison of one fact.
     *
     * @param fact what is asked for
     * @param operator {@code =}, {@code <=} or {@code >=}
     * @param word what it is compared with; a number but for {@code =}
     */
    record Condition(Fact fact, String operator, String word) {
        boolean holds(Facts facts) {
            if (fact.isWord) {
                return facts.word(fact).equals(word);
            }
            long number = facts.number(fact);
            long bound = Long.parseLong(word);
            return switch (operator) {
                case "<=" -> number <= bound;
                case ">=" -> number >= bound;
                default -> number == bound;
            };
        }
    }

    boolean holds(Facts facts) {
        for (Condition condition : conditions) {
            if (!condition.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** The candidate for a batch, or null if the rule has none: the batch is not of so many parts, or threads are fewer. */
    @Nullable
    Candidate candidate(int batch, int budget) {
        if (threads > budget || !isPart(images, batch)) {
            return null;
        }
        return new Candidate(implementation, source, destination, images, threads == 0 ? budget : threads);
    }

    /** Whether a batch can be computed so many images at a time; 0 is all. */
    static boolean isPart(int images, int batch) {
        return images == 0 || (images < batch && batch % images == 0);
    }
}
