package dev.jconv2d.bench.machine;

import java.util.List;

/** Which version of the tree is measured. */
public final class Commit {
    private Commit() {}

    /** The commit's hash, with {@code +changes} if sources differ from it; {@code unknown} outside a git checkout. */
    public static String current() {
        List<String> hash = Command.output(List.of("git", "rev-parse", "--short=12", "HEAD"));
        if (hash.isEmpty()) {
            return "unknown";
        }
        // Results and what is made of them may change: measuring writes them.
        boolean clean = Command.output(List.of(
                        "git",
                        "status",
                        "--porcelain",
                        "--",
                        "../src/main",
                        "../native-config",
                        "../pom.xml",
                        "src/main",
                        "pom.xml"))
                .isEmpty();
        return hash.get(0) + (clean ? "" : "+changes");
    }
}
