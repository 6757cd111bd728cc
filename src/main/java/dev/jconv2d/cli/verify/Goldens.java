package dev.jconv2d.cli.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The cases and refusals that come with the library: what real PyTorch 2.10 answered. */
final class Goldens {
    private static final String FOLDER = "/dev/jconv2d/cli/goldens/";

    private Goldens() {}

    static List<Case> cases() throws IOException {
        return CaseFile.read("built-in goldens", TextLines.text(read("conv2d.cases")), (name, length) -> read(name));
    }

    static List<Refusal> refusals() throws IOException {
        return RefusalFile.read("built-in errors", TextLines.text(read("errors.tsv")));
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = Goldens.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("the library's jar lacks " + FOLDER + file);
            }
            return in.readAllBytes();
        }
    }
}
