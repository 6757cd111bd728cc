package dev.jconv2d.cli;

import picocli.CommandLine.Command;

/** What measuring has taught; the work is its commands'. */
@Command(
        name = "wisdom",
        description =
                "What planning by measuring has taught: show it, or carry it to another machine of the same kind.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {WisdomShow.class, WisdomExport.class, WisdomImport.class})
final class WisdomCommand {
    static String counted(int entries) {
        return entries == 1 ? "1 entry" : entries + " entries";
    }
}
