package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.Tensor;
import dev.jconv2d.io.ContactSheet;
import dev.jconv2d.io.Images;
import dev.jconv2d.io.Npy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One layer on the user's own data. */
@Command(
        name = "run",
        description = "Convolve an image or array with weights of your own or a named filter bank.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "PNG or JPEG (values 0 to 1, read with as many channels as the weight takes: 1, 3 or 4), or"
                    + " .npy ([N, C, H, W], [C, H, W] or [H, W])")
    private Path input;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private WeightSource source;

    /** Where the weight comes from. */
    private static final class WeightSource {
        @Option(
                names = "--weight",
                arity = "1..2",
                paramLabel = "FILE [TENSOR]",
                hideParamSyntax = true,
                description = "weight.npy, [out, in/groups, kH, kW]; or FILE.safetensors and a tensor's name such as"
                        + " layer1.0.conv1, which finds .weight and .bias")
        private @Nullable List<String> weight;

        @Option(
                names = "--bank",
                paramLabel = "NAME",
                description = "a named filter bank instead: edges, blur, sharpen, emboss, gabor or all")
        private @Nullable FilterBank bank;
    }

    @Option(names = "--bias", paramLabel = "FILE.npy", description = "bias, [out]; default: none, or the safetensors'")
    private @Nullable Path bias;

    @Option(names = "--stride", paramLabel = "N[,N]", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private HW stride;

    @Option(
            names = "--padding",
            paramLabel = "N",
            defaultValue = "0",
            description = "N, height,width, top,left,bottom,right, same or valid; default: ${DEFAULT-VALUE}")
    private Padding padding;

    @Option(
            names = "--padding-mode",
            paramLabel = "MODE",
            defaultValue = "zeros",
            description = "zeros, reflect, replicate or circular; default: ${DEFAULT-VALUE}")
    private PaddingMode paddingMode;

    @Option(names = "--dilation", paramLabel = "N[,N]", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private HW dilation;

    @Option(names = "--groups", paramLabel = "N", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private int groups;

    @Option(names = "--backend", paramLabel = "NAME", description = "auto, onednn, java or reference; default: auto")
    private @Nullable Backend backend;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "what to write: .npy, or .png, a contact sheet of the feature maps")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (output != null) {
            requireWritable(output);
        }
        long weightOptions = spec.commandLine().getParseResult().originalArgs().stream()
                .filter(word -> word.equals("--weight") || word.startsWith("--weight="))
                .count();
        if (weightOptions > 1) {
            throw wrong("--weight: must be given once");
        }
        if (groups <= 0) {
            throw wrong("--groups " + groups + ": must be positive");
        }
        Tensor array = Weights.hasEnding(input, ".npy") ? image(Npy.read(input)) : null;
        Weights weights = weights(array);
        long takes = weights.weight().shape()[1] * groups;
        if (takes > Integer.MAX_VALUE) {
            throw wrong("--groups " + groups + ": makes " + takes + " channels of the weight's");
        }
        int channels = (int) takes;
        if (array == null && channels != 1 && channels != 3 && channels != 4) {
            throw wrong(
                    "--input " + input + ": the weight takes " + channels + " channels, but a picture has 1, 3 or 4");
        }
        Tensor x = array != null ? array : Images.read(input, channels);
        Conv2dOptions options = options(weights, channels);
        long[] shape = options.outputShape(x.shape());
        if (output != null && shape[0] == 0 && Weights.hasEnding(output, ".png")) {
            throw wrong("--output " + output + ": an empty batch makes no picture");
        }
        try (Conv2d conv = layer(options, weights)) {
            long start = System.nanoTime();
            Tensor y = conv.forward(x);
            report(conv, x, y, (System.nanoTime() - start) / 1e6);
            if (output != null) {
                write(y, output);
            }
        }
        return 0;
    }

    /** What can be known of the output's file before anything is computed. */
    private void requireWritable(Path file) {
        if (!Weights.hasEnding(file, ".npy") && !Weights.hasEnding(file, ".png")) {
            throw wrong("--output " + file + ": must end in .npy or .png");
        }
        if (Files.isDirectory(file)) {
            throw wrong("--output " + file + ": is a directory");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw wrong("--output " + file + ": there is no directory " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw wrong("--output " + file + ": the directory " + folder + " cannot be written to");
        }
    }

    /** An array as the layer takes it: without channels, it is one channel. */
    private Tensor image(Tensor array) {
        long[] shape = array.shape();
        if (shape.length < 2 || shape.length > 4) {
            throw wrong("--input " + input + ": has shape " + Arrays.toString(shape)
                    + ", but must have [N, C, H, W], [C, H, W] or [H, W]");
        }
        return shape.length == 2 ? Tensor.of(array.toArray(), 1, shape[0], shape[1]) : array;
    }

    private Weights weights(@Nullable Tensor array) throws IOException {
        if (source.bank == null) {
            return Weights.read(source.weight == null ? List.of() : source.weight)
                    .withBias(bias);
        }
        long channels = array == null ? groups : array.shape()[array.shape().length - 3];
        return new Weights(source.bank.weight((int) Math.max(1, channels / groups)), null).withBias(bias);
    }

    private Conv2dOptions options(Weights weights, int channels) {
        long[] shape = weights.weight().shape();
        return new Conv2dOptions(
                channels,
                (int) shape[0],
                new HW((int) shape[2], (int) shape[3]),
                stride,
                padding,
                dilation,
                groups,
                weights.bias() != null,
                paddingMode);
    }

    private Conv2d layer(Conv2dOptions options, Weights weights) {
        Conv2dBuilder builder = Conv2d.builder(options).weight(weights.weight());
        Tensor biasValues = weights.bias();
        Conv2dBuilder complete = biasValues == null ? builder : builder.bias(biasValues);
        return (backend == null ? complete : complete.backend(backend)).build();
    }

    private void report(Conv2d conv, Tensor x, Tensor y, double milliseconds) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("layer: " + conv);
        out.println("input: " + Arrays.toString(x.shape()));
        out.println("output: " + Arrays.toString(y.shape()));
        out.println(
                "backend: " + conv.backend() + ", " + conv.describe(x.shape()).implementation());
        out.println(String.format(Locale.ROOT, "time: %.1f ms, the plan's making included", milliseconds));
        out.println("values: " + Summary.of(y));
        out.flush();
    }

    private void write(Tensor y, Path file) throws IOException {
        if (Weights.hasEnding(file, ".npy")) {
            Npy.write(file, y);
        } else {
            int factor = MapSheet.factor(y.shape());
            if (factor > 1) {
                spec.commandLine().getErr().println("maps are shown at 1/" + factor + " of their size");
            }
            ContactSheet sheet = ContactSheet.of(factor == 1 ? y : MapSheet.shrink(y, factor));
            sheet.write(file);
            long[] shape = y.shape();
            long maps = shape.length == 4 ? shape[0] * shape[1] : shape[0];
            if (maps > sheet.tiles()) {
                spec.commandLine()
                        .getErr()
                        .println("only the first " + sheet.tiles() + " of " + maps + " maps are shown");
            }
        }
        spec.commandLine().getOut().println("written: " + file);
        spec.commandLine().getOut().flush();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
