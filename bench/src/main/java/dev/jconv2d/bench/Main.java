package dev.jconv2d.bench;

import dev.jconv2d.bench.jmh.JmhCommand;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** Where the benchmarks start; README.md tells how Maven calls it. */
@Command(
        name = "bench",
        description = "Measures jconv2d beside its peers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ShortCommand.class,
            FullCommand.class,
            PlanningCommand.class,
            CompareCommand.class,
            JmhCommand.class,
            ReportCommand.class,
            ReportPlanningCommand.class,
            ListCommand.class
        })
public final class Main {
    private static final int WRONG_USE = 2;

    private Main() {}

    /**
     * Runs a command.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        // Charts need no screen.
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::wrongUse)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int wrongUse(CommandLine.ParameterException e, String[] arguments) {
        CommandLine commandLine = e.getCommandLine();
        commandLine
                .getErr()
                .println("bench: " + e.getMessage() + " ("
                        + commandLine.getCommandSpec().qualifiedName() + " --help tells more)");
        return WRONG_USE;
    }

    private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
        String message = e instanceof NoSuchFileException ? e.getMessage() + ": no such file" : e.getMessage();
        if (e instanceof IllegalArgumentException || e instanceof NoSuchFileException) {
            commandLine.getErr().println("bench: " + message);
            return WRONG_USE;
        }
        throw e;
    }
}
