package dev.jconv2d.bench;

import picocli.CommandLine.Command;

/** What results are published from. */
@Command(
        name = "full",
        description = "Runs the full set: all layers, batches, threads and callers; about three quarters of an hour.",
        mixinStandardHelpOptions = true)
final class FullCommand extends PresetCommand {
    FullCommand() {
        super("full", Presets::fullSet);
    }
}
