package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendUnavailableException;
import dev.jconv2d.Conv2dCall;
import dev.jconv2d.HW;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.NativeException;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.cli.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the program starts. Results go to stdout, all else to stderr. Exit codes: 0 done, 1 failed, 2 wrong use, which is
 * told in one line.
 */
@Command(
        name = "jconv2d",
        description = "PyTorch's Conv2d on the JVM. Without a command: a tour on built-in input.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            VerifyCommand.class,
            InfoCommand.class,
            ExplainCommand.class,
            WisdomCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Main implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** Room for a path of any length, and what is to be said of it. */
    private static final int LONGEST_MESSAGE = 5000;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "jconv2d-demo",
            description = "where the tour writes its pictures; default: ${DEFAULT-VALUE}")
    private Path folder;

    @Spec
    private CommandSpec spec;

    /**
     * Runs the program, and ends the JVM only if there is an exit code to tell: Maven runs it in its own.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        LogFormat.apply();
        WisdomPath.apply();
        int code = execute(
                new PrintWriter(System.out, false, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs the program within a JVM, and returns its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        // One writer for all commands, so that what went wrong with it is seen here.
        CommandLine commandLine = commandLine().setOut(out).setErr(err);
        int code = commandLine.execute(arguments);
        if (out.checkError()) {
            say(commandLine, "stdout cannot be written to");
            code = Math.max(code, FAILED);
        }
        return code;
    }

    /** The tour. */
    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean agreed = new Demo(out, spec.commandLine().getErr(), folder).run();
        out.flush();
        return agreed ? 0 : FAILED;
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Backend.class, converter(Backend::parse))
                .registerConverter(PaddingMode.class, converter(PaddingMode::parse))
                .registerConverter(Conv2dCall.class, converter(Conv2dCall::parse))
                .registerConverter(MemoryFormat.class, converter(MemoryFormat::parse))
                .registerConverter(HW.class, converter(Numbers::pair))
                .registerConverter(Padding.class, converter(Numbers::padding))
                .setParameterExceptionHandler(Main::wrongUse)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static <T> ITypeConverter<T> converter(ITypeConverter<T> parse) {
        return text -> {
            try {
                return parse.convert(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static int wrongUse(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        say(e.getCommandLine(), e.getMessage() + " (" + command + " --help tells more)");
        return WRONG_USE;
    }

    private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (e instanceof NoSuchFileException missing) {
            say(
                    commandLine,
                    missing.getFile() + ": " + Objects.requireNonNullElse(missing.getReason(), "no such file"));
            return WRONG_USE;
        }
        if (e instanceof AccessDeniedException denied) {
            say(commandLine, denied.getFile() + ": access denied");
            return FAILED;
        }
        if (e instanceof BackendUnavailableException || e instanceof NativeException || e instanceof IOException) {
            say(commandLine, e.getMessage());
            return FAILED;
        }
        if (e instanceof IllegalArgumentException) {
            say(commandLine, e.getMessage());
            return WRONG_USE;
        }
        e.printStackTrace(commandLine.getErr());
        say(commandLine, "this is a fault of the program: " + e);
        return FAILED;
    }

    /** In one line, without what a terminal obeys, and not without an end: names from files may be in it. */
    private static String plain(String message) {
        String line =
                message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line;
    }

    private static void say(CommandLine commandLine, @Nullable String message) {
        PrintWriter err = commandLine.getErr();
        err.println("jconv2d: " + plain(String.valueOf(message)));
        err.flush();
    }
}
