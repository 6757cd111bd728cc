package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was measured where, in words. */
final class MachineLine {
    private MachineLine() {}

    /** One line. */
    static String brief(Results results) {
        Results.Machine machine = results.machine();
        return machine.cpu() + ", " + machine.cores() + (machine.cores() == 1 ? " core; " : " cores; ") + results.java()
                + "; " + day(results) + ", commit " + results.commit() + ".";
    }

    /** A list. */
    static String full(Results results) {
        Results.Machine machine = results.machine();
        return """
                - Machine: %s, %d of its cores; %s GB of memory; %s
                - CPU flags: %s
                - Measured peak: %s; copying beyond the caches: %s
                - JVM: %s
                - Commit %s, %s, set `%s`
                """.formatted(
                        machine.cpu(),
                        machine.cores(),
                        Numbers.whole(machine.memoryBytes() / 1e9),
                        machine.system(),
                        String.join(" ", machine.flags()),
                        byThreads(machine.peakFlops(), "GFLOP/s"),
                        byThreads(machine.copyBytes(), "GB/s"),
                        results.java(),
                        results.commit(),
                        day(results),
                        results.set());
    }

    private static String day(Results results) {
        return results.date().replaceFirst("T.*", "");
    }

    private static String byThreads(Map<Integer, Double> values, String unit) {
        List<String> parts = new ArrayList<>();
        values.forEach((threads, value) -> parts.add(Numbers.amount(value / 1e9) + " " + unit + " with " + threads
                + (threads == 1 ? " thread" : " threads")));
        return parts.isEmpty() ? Numbers.NONE : String.join(", ", parts);
    }
}
