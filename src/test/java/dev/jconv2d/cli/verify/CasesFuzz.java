package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.fuzz.BoundedRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads any bytes as a .cases file and its data, and runs the cases. What stands before the first zero byte is text, what
 * stands behind it is data; {@code $data} in the text becomes a line that fits them, because nobody guesses a hash.
 */
public final class CasesFuzz {
    /** Views of the data for some ten bytes of text each; then plans and outputs of some cases. */
    public static final BoundedRead.Bound BOUND = new BoundedRead.Bound(64 << 20, 256);

    private static final Path FILE = BoundedRead.file("x.cases");
    private static final Path DATA = FILE.resolveSibling("d.f32");

    static {
        DATA.toFile().deleteOnExit();
    }

    /** More are read, but not run. */
    private static final int MOST_RUN = 4;

    private CasesFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        byte[] data = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        // Latin-1 keeps every byte as it is, and UTF-8 is for the reader to judge.
        String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).replace("$data", dataLine(data));
        Files.write(FILE, text.getBytes(StandardCharsets.ISO_8859_1));
        Files.write(DATA, data);
        BoundedRead.of(FILE, text.length() + data.length, BOUND, CasesFuzz::readAndRun);
    }

    private static String dataLine(byte[] data) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(data));
            return "data d.f32 " + data.length + " sha256 " + hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readAndRun() throws IOException {
        List<Case> cases = CaseFile.read(FILE);
        List<Case> some = cases.subList(0, Math.min(cases.size(), MOST_RUN));
        Verifier verifier = new Verifier(BoundedRead::requirePlain);
        verifier.cases(some, Backend.REFERENCE);
        verifier.cases(some, Backend.JAVA);
        if (verifier.passed() + verifier.failed() != 2 * some.size()) {
            throw new AssertionError("a case was neither passed nor failed");
        }
    }
}
