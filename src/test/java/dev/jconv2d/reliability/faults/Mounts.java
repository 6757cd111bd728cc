package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.Native;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands that run another among file systems of its own, which end with it. */
final class Mounts {
    private final List<String> unshare;
    private final boolean allowed;

    /** Finds out whether the system lets this process mount anything; it must in the long form, and for root where the build says that all is to be tried. */
    Mounts(Trial trial) throws IOException, InterruptedException {
        unshare = works("unshare", "--mount")
                ? List.of("unshare", "--mount")
                : List.of("unshare", "--mount", "--map-root-user");
        allowed = works(with("mount -t tmpfs -o size=4k none /mnt"));
        boolean must = trial.isLong()
                || (Native.isRequired() && System.getProperty("user.name").equals("root"));
        trial.require(allowed || !must, "nothing can be mounted here");
    }

    boolean areAllowed() {
        return allowed;
    }

    /** What to put before a command that is to run once a shell has done this. */
    String[] with(String script) {
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("sh", "-e", "-c", script + "; exec \"$@\"", "sh"));
        return command.toArray(new String[0]);
    }

    private static boolean works(String... wrapper) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
