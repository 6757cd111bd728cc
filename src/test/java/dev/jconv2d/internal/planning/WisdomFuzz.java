package dev.jconv2d.internal.planning;

import dev.jconv2d.fuzz.BoundedRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads any bytes as a file of wisdom; what was read can be shown, written and read again. */
public final class WisdomFuzz {
    /** Jackson's buffers, and small objects for some ten bytes of text each. */
    public static final BoundedRead.Bound BOUND = new BoundedRead.Bound(8 << 20, 256);

    private static final Path FILE = BoundedRead.file("wisdom.json");

    private WisdomFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        BoundedRead.of(FILE, bytes.length, BOUND, () -> {
            Map<WisdomKey, Learnt> read = WisdomFile.read(FILE);
            read.forEach((key, learnt) -> {
                WisdomLine.of(key, learnt).codePoints().forEach(c -> {
                    if (Character.isISOControl(c)) {
                        throw new AssertionError("a control character in " + key);
                    }
                });
            });
            byte[] written = WisdomWriter.file(WisdomWriter.lines(read));
            if (!WisdomReader.parse(written).equals(read)) {
                throw new AssertionError("what was written is not what was read");
            }
        });
    }
}
