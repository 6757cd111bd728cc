package dev.jconv2d.internal;

import dev.jconv2d.MemoryFormat;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans by problem, never changed once made: looked up without a lock, and without making a key. */
final class PlanTable {
    static final PlanTable EMPTY = new PlanTable(List.of());

    /** Twice as many as plans or more, a power of two; a plan stands at its hash or in the next place that was free. */
    private final @Nullable Plan[] places;

    PlanTable(Collection<Plan> plans) {
        places = new Plan[Integer.highestOneBit(2 * plans.size() + 1) * 2];
        for (Plan plan : plans) {
            int place = plan.problem().hashCode();
            while (places[place & (places.length - 1)] != null) {
                place++;
            }
            places[place & (places.length - 1)] = plan;
        }
    }

    /** The plan for inputs of a shape, or null. */
    @Nullable
    Plan find(long[] inputShape, MemoryFormat inputFormat, MemoryFormat outputFormat) {
        int place = Problem.hash(inputShape, inputFormat, outputFormat);
        Plan plan = places[place & (places.length - 1)];
        while (plan != null) {
            Problem problem = plan.problem();
            if (problem.inputFormat() == inputFormat
                    && problem.outputFormat() == outputFormat
                    && problem.takes(inputShape)) {
                return plan;
            }
            place++;
            plan = places[place & (places.length - 1)];
        }
        return null;
    }
}
