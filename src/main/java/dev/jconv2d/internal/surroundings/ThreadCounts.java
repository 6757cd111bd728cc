package dev.jconv2d.internal.surroundings;

import dev.jconv2d.RuntimeWarning;
import dev.jconv2d.internal.files.Quoted;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Calls take fewer threads than there are processors, or more. */
final class ThreadCounts {
    private static final String[] BINDING = {"OMP_PROC_BIND", "OMP_PLACES", "GOMP_CPU_AFFINITY"};

    private final Surroundings here;
    private final Consumer<RuntimeWarning> found;
    private final boolean isNative;
    /** What one call is believed to take. */
    private final int threads;
    /** Of the JVM. */
    private final int counted;
    /** That this process may run on; 0 if nobody knows. */
    private final int allowed;
    /** Why a budget is not in force; empty if one is, or none is set. */
    private final String note;

    private ThreadCounts(Surroundings here, Consumer<RuntimeWarning> found) {
        this.here = here;
        this.found = found;
        this.isNative = BackendChoice.isNative(here);
        this.threads = here.status().threads();
        this.counted = here.processors();
        this.allowed = Processors.allowed(here);
        this.note = isNative ? here.threadsNote() : "";
    }

    static void check(Surroundings here, Consumer<RuntimeWarning> found) {
        ThreadCounts counts = new ThreadCounts(here, found);
        counts.note();
        counts.budget();
        counts.limit();
        counts.affinity();
        counts.jvm();
    }

    /** Whether somebody has said how many threads a call takes, and where. */
    private String budgetSource() {
        if (!here.key("threads").isEmpty() && note.isEmpty()) {
            return "jconv2d.threads";
        }
        return isNative && number("OMP_NUM_THREADS").isPresent() ? "OMP_NUM_THREADS" : "";
    }

    /** The budget is not in force, and OpenMP takes what it likes. */
    private void note() {
        if (!note.isEmpty()) {
            found.accept(new RuntimeWarning(
                    note, "that, or OMP_NUM_THREADS=" + here.key("threads") + " in the environment in its place"));
        }
    }

    private void budget() {
        String source = budgetSource();
        if (source.isEmpty()) {
            return;
        }
        if (threads < counted) {
            found.accept(new RuntimeWarning(
                    source + " = " + threads + ": a call takes " + threads + " of " + counted + " processors",
                    "none if many callers run at once, else leave it out"));
        } else if (allowed > 0 && threads > allowed) {
            found.accept(new RuntimeWarning(
                    source + " = " + threads + ": a call takes more threads than the " + allowed
                            + " processors, and they wait for one another",
                    "at most " + allowed));
        }
    }

    /** What OpenMP obeys besides, and {@code BackendStatus} knows nothing of. */
    private void limit() {
        if (!isNative) {
            return;
        }
        OptionalInt limit = number("OMP_THREAD_LIMIT");
        if (limit.isPresent() && limit.getAsInt() < threads) {
            found.accept(new RuntimeWarning(
                    "OMP_THREAD_LIMIT = " + limit.getAsInt() + ": OpenMP gives a call at most so many threads, not "
                            + threads,
                    "leave it out of the environment"));
        }
        String dynamic = here.variable("OMP_DYNAMIC");
        if (dynamic != null && dynamic.strip().toLowerCase(Locale.ROOT).matches("true|1")) {
            found.accept(new RuntimeWarning(
                    "OMP_DYNAMIC = " + Quoted.plain(dynamic)
                            + ": OpenMP gives a call fewer threads when the machine is busy",
                    "leave it out of the environment"));
        }
    }

    private void affinity() {
        int all = Processors.all(here);
        if (allowed > 0 && allowed < all) {
            found.accept(new RuntimeWarning(
                    "this process may run on " + allowed + " of the machine's " + all
                            + " processors (taskset, or a container's cpuset)",
                    "none if that is meant, else let it run on more"));
        }
    }

    /** OpenMP goes by the affinity alone, where the JVM knows of quotas too, and Java's kernels with it. */
    private void jvm() {
        // Who runs on a thread that OpenMP has bound to one processor counts one.
        if (isNative && counted < allowed && budgetSource().isEmpty() && !isBound()) {
            found.accept(new RuntimeWarning(
                    "the JVM counts " + counted + " of the " + allowed
                            + " processors that this process may run on (a container's quota, or"
                            + " -XX:ActiveProcessorCount), but OpenMP takes a thread for each of the " + allowed
                            + ", which wait for one another",
                    "-Djconv2d.threads=" + counted + ", or OMP_NUM_THREADS=" + counted + " in the environment"));
        }
    }

    private boolean isBound() {
        String bind = here.variable("OMP_PROC_BIND");
        if (bind != null && bind.strip().equalsIgnoreCase("false")) {
            return false; // whatever the others say
        }
        for (String name : BINDING) {
            if (here.variable(name) != null) {
                return true;
            }
        }
        return false;
    }

    /** A count in the environment, as far as OpenMP can read it: the first, where there is a list. */
    private OptionalInt number(String name) {
        String value = here.variable(name);
        String first = value == null ? "" : value.split(",", 2)[0].strip();
        if (!first.matches("\\d{1,9}") || Integer.parseInt(first) == 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(first));
    }
}
