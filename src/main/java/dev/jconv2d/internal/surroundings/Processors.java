package dev.jconv2d.internal.surroundings;

/** The processors that Linux tells of; elsewhere none. */
final class Processors {
    private Processors() {}

    /** The machine's. */
    static int all(Surroundings here) {
        int count = 0;
        for (String line : here.lines("/proc/cpuinfo")) {
            if (line.startsWith("processor") && line.indexOf(':') > 0) {
                count++;
            }
        }
        return count;
    }

    /** Those that this process may run on; 0 if nobody knows. The first thread's, which nothing of ours binds. */
    static int allowed(Surroundings here) {
        String key = "Cpus_allowed_list:";
        for (String line : here.lines("/proc/self/status")) {
            if (line.startsWith(key)) {
                // The list may hold some that are not there.
                return Math.min(count(line.substring(key.length()).strip()), all(here));
            }
        }
        return 0;
    }

    /** Such as {@code 0-3,8,10-11}. */
    private static int count(String list) {
        int count = 0;
        for (String part : list.split(",", -1)) {
            if (part.matches("\\d{1,6}(-\\d{1,6})?")) {
                String[] ends = part.split("-", 2);
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
        }
        return count;
    }
}
