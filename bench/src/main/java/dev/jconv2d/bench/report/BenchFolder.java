package dev.jconv2d.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jconv2d.bench.results.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where results lie, and what is made of them.
 *
 * @param path the folder {@code bench}
 */
record BenchFolder(Path path) {
    /** The folder of charts. */
    static final String CHARTS = "charts";

    /**
     * A results file as pages name it.
     *
     * @throws IllegalArgumentException if it lies elsewhere
     */
    String name(Path resultsFile) throws IOException {
        Path home = path.toRealPath();
        Path file = resultsFile.toRealPath();
        if (!file.startsWith(home)) {
            throw new IllegalArgumentException(file + ": only results below " + home + " can be published");
        }
        return home.relativize(file).toString().replace('\\', '/');
    }

    /** A results file as charts name it: with a sum of what it holds. */
    String source(Path resultsFile) throws IOException {
        return name(resultsFile) + " sha256:" + sum(resultsFile);
    }

    Path chart(Picture picture) {
        return path.resolve(CHARTS).resolve(picture.file());
    }

    void write(Picture picture, String source) throws IOException {
        WholeFile.write(chart(picture), Svg.of(picture, source));
    }

    /** Whether a chart is missing or was made from something else; it may be drawn differently elsewhere. */
    boolean isStale(Picture picture, String source) throws IOException {
        Path chart = chart(picture);
        return !Files.exists(chart) || !text(chart).contains("<desc>" + source + "</desc>");
    }

    /** With the line ends that we write, whatever a checkout has made of them. */
    static String text(Path file) throws IOException {
        return Files.readString(file).replace("\r\n", "\n");
    }

    private static String sum(Path file) throws IOException {
        try {
            byte[] text = text(file).getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
