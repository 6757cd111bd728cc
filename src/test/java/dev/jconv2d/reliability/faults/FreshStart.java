package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.BackendUnavailableException;
import dev.jconv2d.Conv2d;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** JVMs that have AUTO and then ONEDNN compute a layer, with native libraries that may be in any state. */
final class FreshStart {
    private static final String SELECTED = "selected: ";
    private static final String REASON = "reason: ";
    private static final String FORCED = "forced: ";

    private final Trial trial;

    FreshStart(Trial trial) {
        this.trial = trial;
    }

    /** Such a JVM to be, which has its cache in a folder. */
    static ChildJvm jvm(Path cache) {
        return new ChildJvm()
                .with("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m")
                .with("-Djconv2d.javacpp.cachedir=" + cache);
    }

    /** Runs one that is to compute with oneDNN, and to say so in these words among others. */
    void works(String what, ChildJvm jvm, String... words) throws IOException, InterruptedException {
        expect(what, jvm, Backend.ONEDNN, words);
    }

    /** Runs one that is to compute in Java, and to say why and what helps in these words among others. */
    void fails(String what, ChildJvm jvm, String... words) throws IOException, InterruptedException {
        expect(what, jvm, Backend.JAVA, words);
    }

    private void expect(String what, ChildJvm jvm, Backend selected, String... words)
            throws IOException, InterruptedException {
        ChildJvm.Result result = jvm.runMain(FreshStart.class.getName());
        String otherwise = otherwise(result, selected, words);
        trial.require(
                otherwise.isEmpty(),
                what + ": " + otherwise + ": exit code " + result.exit() + "\n" + result.out() + result.err());
        trial.happened(what + " -> " + selected);
    }

    /** What is not as expected, or nothing. */
    private static String otherwise(ChildJvm.Result result, Backend selected, String... words) {
        boolean works = selected == Backend.ONEDNN;
        String reason = value(result, REASON);
        if (result.exit() != 0) {
            return "it has not ended well";
        }
        if (!value(result, SELECTED).equals(selected + " right")) {
            return "AUTO does not compute with " + selected + ", or wrongly";
        }
        if (!value(result, FORCED).equals(works ? "right" : "unavailable, with a cause")) {
            return "ONEDNN is not " + (works ? "right" : "unavailable, with a cause");
        }
        if (reason.startsWith("the native library works") != works || reason.contains("; remedy: ") == works) {
            return "another reason";
        }
        if (!Arrays.stream(words).allMatch(reason::contains)) {
            return "the reason is without " + Arrays.toString(words);
        }
        List<String> logged = logged(result);
        return logged.size() == 1 && logged.get(0).endsWith(reason) ? "" : "not one line in the log";
    }

    private static String value(ChildJvm.Result result, String key) {
        return result.lines().stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElse("");
    }

    private static List<String> logged(ChildJvm.Result result) {
        return result.err()
                .lines()
                .filter(line -> line.matches("(INFO|WARNING|SEVERE): .*|\tat .*"))
                .toList();
    }

    /** Says what AUTO takes and why, and what ONEDNN does. */
    public static void main(String[] arguments) {
        BackendStatus status = BackendStatus.of(Backend.AUTO);
        System.out.println(SELECTED + status.selected() + (isRight(Backend.AUTO) ? " right" : " wrong"));
        System.out.println(REASON + status.reason());
        try {
            System.out.println(FORCED + (isRight(Backend.ONEDNN) ? "right" : "wrong"));
        } catch (BackendUnavailableException e) {
            System.out.println(FORCED + "unavailable, with " + (e.getCause() == null ? "no" : "a") + " cause");
        }
    }

    private static boolean isRight(Backend backend) {
        return Arrays.equals(output(Backend.REFERENCE), output(backend));
    }

    /** Of a layer whose sums are exact. */
    private static float[] output(Backend backend) {
        float[] weight = new float[8 * 4 * 9];
        float[] input = new float[4 * 100];
        for (int i = 0; i < input.length; i++) {
            input[i] = i % 7 - 3;
            weight[i % weight.length] = i % 5 - 2;
        }
        try (Conv2d conv = Conv2d.builder(4, 8, 3)
                .weight(weight)
                .bias(false)
                .backend(backend)
                .build()) {
            return conv.forward(input, 1, 4, 10, 10);
        }
    }
}
