package dev.jconv2d.bench;

import java.util.List;
import picocli.CommandLine.Command;

/** What PLANNING.md is made from, three times. */
@Command(
        name = "planning",
        description =
                "Runs the planning set: ESTIMATE and MEASURE beside oneDNN's first choice and ONNX Runtime, batch 1 and"
                        + " 16, all cores; about 12 minutes.",
        mixinStandardHelpOptions = true)
final class PlanningCommand extends PresetCommand {
    PlanningCommand() {
        super("planning", Presets::planningSet);
    }

    @Override
    List<Engine> engines() {
        return Presets.planningEngines();
    }

    /** A start makes one plan: its time would be that of measuring it. */
    @Override
    boolean startsCount() {
        return false;
    }
}
