package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.Conv2d;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.RuntimeInfo;
import dev.jconv2d.Tensor;
import dev.jconv2d.io.ContactSheet;
import dev.jconv2d.io.Images;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tour that the program gives when it is called without a command. */
final class Demo {
    private static final String PICTURE = "boats.jpg";

    private final PrintWriter out;
    private final PrintWriter progress;
    private final Path folder;

    Demo(PrintWriter out, PrintWriter progress, Path folder) {
        this.out = out;
        this.progress = progress;
        this.folder = folder;
    }

    /** Shows everything; false if a result is not what it must be. */
    boolean run() throws IOException {
        // First, so that a folder which cannot be written to is told before any work.
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("--output " + folder + ": the directory cannot be made", e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("--output " + folder + ": the directory cannot be written to");
        }
        List<Backend> backends = backends();
        boolean agreed = new WorkedExamples(out, backends).show();
        filterPicture();
        out.println();
        out.flush();
        return new SpeedComparison(out, progress).show() && agreed;
    }

    private List<Backend> backends() {
        List<Backend> available = new ArrayList<>();
        out.println("jconv2d " + RuntimeInfo.version() + ": PyTorch's Conv2d on the JVM");
        for (Backend backend : List.of(Backend.ONEDNN, Backend.JAVA, Backend.REFERENCE)) {
            BackendStatus status = BackendStatus.of(backend);
            if (status.available()) {
                available.add(backend);
                out.println("   " + backend + ": " + status.version()
                        + (status.isa().equals("-") ? "" : ", isa " + status.isa()) + ", threads " + status.threads());
            } else {
                out.println("   " + backend + ": unavailable, " + status.reason());
            }
        }
        out.println();
        return available;
    }

    private void filterPicture() throws IOException {
        Tensor picture = picture();
        Tensor weight = FilterBank.ALL.weight(1);
        long[] shape = weight.shape();
        try (Conv2d conv = Conv2d.builder(1, (int) shape[0], (int) shape[2])
                .padding("same")
                .paddingMode(PaddingMode.REPLICATE)
                .weight(weight)
                .bias(false)
                .build()) {
            out.println("3. A picture through " + shape[0] + " filters: edges, blur, sharpen, emboss, Gabor");
            out.println("   " + conv);
            out.println(
                    "   row by row: the picture; Sobel, Scharr and Prewitt, each across and down; Laplace with 4 and 8"
                            + " neighbours;");
            out.println(
                    "   means of 3x3 and 9x9, Gauss with sigma 1 and 2; two sharpened; two embossed; Gabor from 0 to"
                            + " 157.5 degrees");
            progress.println("filtering ...");
            progress.flush();
            conv.forward(picture); // makes the plan
            long start = System.nanoTime();
            Tensor maps = conv.forward(picture);
            double milliseconds = (System.nanoTime() - start) / 1e6;
            Path input = folder.resolve("boats.png");
            Path filtered = folder.resolve("boats-filtered.png");
            Images.writePng(input, picture);
            Tensor first = Tensor.of(picture.toArray(), picture.shape()[2], picture.shape()[3]);
            ContactSheet.of(List.of(first), maps, ContactSheet.DEFAULT_MAX_TILES)
                    .write(filtered);
            out.println("   " + picture + " -> " + maps + " in "
                    + String.format(Locale.ROOT, "%.1f ms by %s", milliseconds, conv.backend()) + ", "
                    + conv.describe(picture.shape()).implementation());
            out.println("   input:    " + input);
            out.println("   filtered: " + filtered + " (the first tile is the input)");
        }
    }

    private static Tensor picture() throws IOException {
        try (InputStream in = Demo.class.getResourceAsStream(PICTURE)) {
            if (in == null) {
                throw new IOException("the program's jar lacks " + PICTURE);
            }
            return Images.read(in, PICTURE, 1);
        }
    }
}
