package dev.jconv2d.internal.planning;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Scratch data, and what runs on them. */
interface Scene {
    /** Runs a contender's kernel once. */
    void run(Contender contender);

    /** Makes the output such that whatever a run leaves out is seen. */
    void prepareCheck();

    /** What is wrong with the output of the last run, or null if nothing is. */
    @Nullable
    String fault();

    /** Lets whatever disturbs come to its end. */
    void rest();

    /** Says that a contender is out for a fault. */
    void log(Contender contender);

    /**
     * Lets the JIT compiler compile a Java kernel, which leaves if it cannot win or there is no time to find out.
     *
     * @param fastest the least time so far
     * @param end when to have done
     */
    void warmUp(Contender contender, double fastest, LongSupplier clock, long end);
}
