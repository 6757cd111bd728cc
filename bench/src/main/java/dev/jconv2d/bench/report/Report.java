package dev.jconv2d.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jconv2d.bench.results.ResultsFile;
import dev.jconv2d.bench.results.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The README's section, the page and the charts: what is published of a results file, all of it generated. */
public final class Report {
    static final String CHARTS = "charts";

    private final Path readme;
    private final Path bench;

    /**
     * Writes nothing yet.
     *
     * @param root the project's, with {@code README.md} and {@code bench}
     */
    public Report(Path root) {
        this.readme = root.resolve("README.md");
        this.bench = root.resolve("bench");
    }

    /** The results file that the README says it was made from; empty if it says none. */
    public Optional<Path> published() throws IOException {
        return new MarkedSection(text(readme)).source().map(bench::resolve);
    }

    /**
     * Writes all outputs.
     *
     * @param resultsFile below {@code bench}
     * @throws IllegalArgumentException if the results are damaged or lie elsewhere, or the README has no place for them
     */
    public void write(Path resultsFile) throws IOException {
        Outputs outputs = outputs(resultsFile);
        WholeFile.write(readme, outputs.readme);
        WholeFile.write(page(), outputs.page);
        for (Picture picture : outputs.pictures) {
            WholeFile.write(chart(picture), Svg.of(picture, outputs.source));
        }
        for (Path leftOver : leftOver(outputs.pictures)) {
            Files.delete(leftOver);
        }
    }

    /**
     * Compares outputs with what the results give: texts as they are, charts by the sum of the results that stands in
     * them, for they may be drawn differently elsewhere.
     *
     * @return those that differ or are missing, relative to the root
     */
    public List<String> stale(Path resultsFile) throws IOException {
        Outputs outputs = outputs(resultsFile);
        List<String> stale = new ArrayList<>();
        if (!text(readme).equals(outputs.readme)) {
            stale.add("README.md");
        }
        if (!Files.exists(page()) || !text(page()).equals(outputs.page)) {
            stale.add("bench/RESULTS.md");
        }
        for (Picture picture : outputs.pictures) {
            Path chart = chart(picture);
            if (!Files.exists(chart) || !text(chart).contains("<desc>" + outputs.source + "</desc>")) {
                stale.add("bench/" + CHARTS + "/" + picture.file());
            }
        }
        leftOver(outputs.pictures).forEach(chart -> stale.add("bench/" + CHARTS + "/" + chart.getFileName()));
        return stale;
    }

    /** Charts of earlier results, which these do not give. */
    private List<Path> leftOver(List<Picture> pictures) throws IOException {
        Path charts = bench.resolve(CHARTS);
        if (!Files.isDirectory(charts)) {
            return List.of();
        }
        List<Path> drawn = pictures.stream().map(this::chart).toList();
        try (Stream<Path> files = Files.list(charts)) {
            return files.filter(file -> file.toString().endsWith(".svg"))
                    .filter(file -> !drawn.contains(file))
                    .sorted()
                    .toList();
        }
    }

    /**
     * All that a results file gives.
     *
     * @param readme the whole of it
     * @param page the whole of it
     * @param pictures not yet drawn
     * @param source what they say they were made from
     */
    private record Outputs(String readme, String page, List<Picture> pictures, String source) {}

    private Outputs outputs(Path resultsFile) throws IOException {
        String name = nameInBench(resultsFile);
        Overview overview = new Overview(ResultsFile.read(resultsFile));
        MarkedSection section = new MarkedSection(text(readme));
        if (!section.exists()) {
            throw new IllegalArgumentException(readme
                    + ": has no lines <!-- bench:begin --> and <!-- bench:end -->, between which results belong");
        }
        List<Picture> pictures = Charts.of(overview);
        return new Outputs(
                section.with(name, ReadmeSection.of(overview, pictures)),
                Page.of(overview, pictures, name),
                pictures,
                name + " sha256:" + sum(resultsFile));
    }

    private String nameInBench(Path resultsFile) throws IOException {
        Path home = bench.toRealPath();
        Path file = resultsFile.toRealPath();
        if (!file.startsWith(home)) {
            throw new IllegalArgumentException(file + ": only results below " + home + " can be published");
        }
        return home.relativize(file).toString().replace('\\', '/');
    }

    private Path page() {
        return bench.resolve("RESULTS.md");
    }

    private Path chart(Picture picture) {
        return bench.resolve(CHARTS).resolve(picture.file());
    }

    /** With the line ends that we write, whatever a checkout has made of them. */
    private static String text(Path file) throws IOException {
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
