package dev.jconv2d.reliability;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What a fault's program is asked to do, and what it tells of it. Any thread may tell. */
public final class Trial {
    /** More say nothing new. */
    private static final int MOST_VIOLATIONS = 20;

    private final long tries;
    private final long seed;
    private final boolean isLong;
    private final Map<String, Long> happened = new TreeMap<>();
    private long done;
    private int violations;
    private String facts = "";

    Trial(long tries, long seed, boolean isLong) {
        this.tries = tries;
        this.seed = seed;
        this.isLong = isLong;
    }

    /** How often to try. */
    public long tries() {
        return tries;
    }

    /** Whether this is the long form. */
    public boolean isLong() {
        return isLong;
    }

    /** Randomness of its own for each of several threads or parts. */
    public SplittableRandom random(int part) {
        return new SplittableRandom(seed + part);
    }

    /** Counts what came of a try. */
    public synchronized void happened(String what) {
        happened.merge(what, 1L, Long::sum);
        done++;
    }

    /** Counts many tries at once, all of which ended alike. */
    public synchronized void happened(String what, long count) {
        happened.merge(what, count, Long::sum);
        done += count;
    }

    /** Something that belongs into the table besides counts, such as how much memory grew. */
    public synchronized void fact(String text) {
        facts += (facts.isEmpty() ? "" : ", ") + text;
    }

    /** What must not be. */
    public synchronized void violation(String what) {
        violations++;
        if (violations <= MOST_VIOLATIONS) {
            System.out.println(Child.VIOLATION + what.replaceAll("\\s*\\R\\s*", " ") + " (seed=" + seed + ")");
        }
    }

    /** A violation unless it holds. */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            violation(otherwise);
        }
    }

    synchronized void print() {
        StringBuilder text = new StringBuilder();
        happened.forEach((what, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(what));
        if (!facts.isEmpty()) {
            text.append(text.isEmpty() ? "" : "; ").append(facts);
        }
        if (violations > MOST_VIOLATIONS) {
            System.out.println(Child.VIOLATION + violations + " violations in all");
        }
        System.out.println(Child.TRIES + done);
        System.out.println(Child.HAPPENED + text);
        System.out.println(Child.END);
    }
}
