package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.fuzz.BoundedRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads any bytes as a table of calls that must be refused, and makes the calls. */
public final class RefusalsFuzz {
    /** Weights and outputs of some calls, each bounded by itself. */
    public static final BoundedRead.Bound BOUND = new BoundedRead.Bound(64 << 20, 256);

    private static final Path FILE = BoundedRead.file("x.tsv");

    /** More are read, but not made. */
    private static final int MOST_MADE = 4;

    private RefusalsFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        BoundedRead.of(FILE, bytes.length, BOUND, () -> {
            List<Refusal> all = RefusalFile.read(FILE);
            new Verifier(BoundedRead::requirePlain)
                    .refusals(all.subList(0, Math.min(all.size(), MOST_MADE)), Backend.JAVA);
        });
    }
}
