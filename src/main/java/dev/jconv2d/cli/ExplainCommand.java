package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dCall;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.PlanCandidate;
import dev.jconv2d.PlanDescription;
import dev.jconv2d.Planning;
import dev.jconv2d.Wisdom;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a plan is chosen from. */
@Command(
        name = "explain",
        description = "Which kernels could compute a layer, their times, and why one is chosen.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {
    private static final int MOST_MILLISECONDS = 3_600_000;
    /** For all candidates of most layers, in a process that has just begun. */
    private static final int ENOUGH_MILLISECONDS = 2000;

    @Parameters(
            paramLabel = "SHAPE",
            description =
                    "in oneDNN's spelling: mb1ic64ih56oc64kh3ph1 is one image of 64 channels of 56x56, 64 filters of"
                            + " 3x3, padding 1; sh2 is stride 2, dh1 dilation 2, g64 64 groups")
    private Conv2dCall call;

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            defaultValue = "contiguous",
            description = "contiguous or channels_last; default: ${DEFAULT-VALUE}")
    private MemoryFormat inputFormat;

    @Option(
            names = "--output-format",
            paramLabel = "FORMAT",
            description = "contiguous or channels_last; default: the input's")
    private @Nullable MemoryFormat outputFormat;

    @Option(names = "--backend", paramLabel = "NAME", description = "auto, onednn or java; default: auto")
    private @Nullable Backend backend;

    @Option(names = "--threads", paramLabel = "N", description = "the most threads of a call; default: all cores")
    private @Nullable Integer threads;

    @Option(
            names = "--budget",
            paramLabel = "MS",
            description = "measures anew, for so many milliseconds; default: what was learnt before, or else "
                    + ENOUGH_MILLISECONDS + " ms")
    private @Nullable Integer budget;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (budget != null) {
            if (budget < 0 || budget > MOST_MILLISECONDS) {
                throw new ParameterException(
                        spec.commandLine(), "--budget " + budget + ": must be from 0 to " + MOST_MILLISECONDS);
            }
            Wisdom.forget();
        }
        PlanDescription estimated = describe(Planning.ESTIMATE);
        PlanDescription measured = describe(Planning.MEASURE);
        out.println("problem: " + measured.problem() + " " + measured.inputFormat() + " -> " + measured.outputFormat());
        out.println("estimate: " + how(estimated));
        out.println("measure: " + how(measured));
        for (PlanCandidate candidate : measured.candidates()) {
            out.println((candidate.name().equals(measured.candidate()) ? "* " : "  ") + candidate);
        }
        out.flush();
        return 0;
    }

    private PlanDescription describe(Planning planning) {
        Conv2dBuilder builder =
                Conv2d.builder(call.options()).planning(planning).seed(1);
        if (backend != null) {
            builder.backend(backend);
        }
        if (threads != null) {
            builder.threads(threads);
        }
        builder.planningBudget(Duration.ofMillis(budget == null ? ENOUGH_MILLISECONDS : budget));
        MemoryFormat to = outputFormat == null ? inputFormat : outputFormat;
        try (Conv2d conv = builder.build();
                Conv2dPlan plan = conv.plan(inputFormat, to, call.inputShape())) {
            return plan.describe();
        }
    }

    private static String how(PlanDescription plan) {
        return (plan.candidate().isEmpty() ? "" : plan.candidate() + ": ")
                + plan.implementation() + " on " + plan.sourceLayout() + " -> " + plan.destinationLayout()
                + (plan.reorders().isEmpty() ? "" : " with " + String.join(", ", plan.reorders())) + ", "
                + plan.threads()
                + (plan.threads() == 1 ? " thread: " : " threads: ") + plan.reason();
    }
}
