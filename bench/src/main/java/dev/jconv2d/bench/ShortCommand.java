package dev.jconv2d.bench;

import picocli.CommandLine.Command;

/** What one waits for. */
@Command(
        name = "short",
        description = "Runs the short set: a few layers of each kind, batch 1, all cores; under 10 minutes.",
        mixinStandardHelpOptions = true)
final class ShortCommand extends PresetCommand {
    ShortCommand() {
        super("short", Presets::shortSet);
    }
}
