package dev.jconv2d.reliability.faults;

import dev.jconv2d.fuzz.FuzzTarget;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader on the files that Jazzer makes, guided by what code they reach; tries are executions. Jazzer is on the class path under
 * the profile {@code soak} only. What it has learnt stays in the working directory, so that the next run goes on there; its
 * findings are there too, as files named {@code crash-...}, to be put into the target's corpus.
 */
public final class Fuzzing implements Fault {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("DONE +cov: (\\d+) ft: (\\d+) corp: (\\d+)");
    private static final int MOST_FINDINGS = 20;

    private final FuzzTarget target;

    public Fuzzing(FuzzTarget target) {
        this.target = target;
    }

    @Override
    public void run(Trial trial) throws Exception {
        Path work = Path.of("").toAbsolutePath();
        Path learnt = Files.createDirectories(work.resolve("corpus"));
        ChildJvm.Result result = new ChildJvm()
                .in(work)
                .within(Duration.ofMinutes(110)) // a row has two hours
                .with("-Xmx600m", "-XX:MaxDirectMemorySize=300m")
                .runMain(
                        JAZZER,
                        "--target_class=" + target.type().getName(),
                        // And what parses for us.
                        "--instrumentation_includes=dev.jconv2d.**:com.fasterxml.**:com.sun.imageio.**",
                        "--keep_going=" + MOST_FINDINGS,
                        learnt.toString(),
                        target.folder().toString(),
                        "-runs=" + trial.tries(),
                        "-seed=" + trial.random(0).nextInt(1, Integer.MAX_VALUE),
                        "-max_len=4096",
                        "-timeout=30",
                        "-rss_limit_mb=4000",
                        "-print_final_stats=1");
        List<String> findings = result.err()
                .lines()
                .filter(line -> line.startsWith("== Java Exception:") || line.startsWith("== libFuzzer crash:"))
                .toList();
        findings.forEach(trial::violation);
        trial.require(
                result.exit() == 0 || !findings.isEmpty(),
                "Jazzer ended with exit code " + result.exit() + ": "
                        + result.err().substring(Math.max(0, result.err().length() - 500)));
        Matcher executions = EXECUTIONS.matcher(result.err());
        trial.happened("executions", executions.find() ? Long.parseLong(executions.group(1)) : 0);
        Matcher coverage = COVERAGE.matcher(result.err());
        if (coverage.find()) {
            trial.fact(findings.size() + " findings, " + coverage.group(1) + " places reached, " + coverage.group(3)
                    + " files that reach something of their own");
        }
    }
}
