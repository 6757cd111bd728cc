package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.ResultsFile;
import dev.jconv2d.bench.results.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The README's section, the page and the charts: what is published of a results file, all of it generated. */
public final class Report {
    private final Path readme;
    private final BenchFolder bench;

    /**
     * Writes nothing yet.
     *
     * @param root the project's, with {@code README.md} and {@code bench}
     */
    public Report(Path root) {
        this.readme = root.resolve("README.md");
        this.bench = new BenchFolder(root.resolve("bench"));
    }

    /** The results file that the README says it was made from; empty if it says none. */
    public Optional<Path> published() throws IOException {
        return new MarkedSection(BenchFolder.text(readme)).source().map(bench.path()::resolve);
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
            bench.write(picture, outputs.source);
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
        if (!BenchFolder.text(readme).equals(outputs.readme)) {
            stale.add("README.md");
        }
        if (!Files.exists(page()) || !BenchFolder.text(page()).equals(outputs.page)) {
            stale.add("bench/RESULTS.md");
        }
        for (Picture picture : outputs.pictures) {
            if (bench.isStale(picture, outputs.source)) {
                stale.add("bench/" + BenchFolder.CHARTS + "/" + picture.file());
            }
        }
        leftOver(outputs.pictures)
                .forEach(chart -> stale.add("bench/" + BenchFolder.CHARTS + "/" + chart.getFileName()));
        return stale;
    }

    /** Charts of earlier results, which these do not give. */
    private List<Path> leftOver(List<Picture> pictures) throws IOException {
        Path charts = bench.path().resolve(BenchFolder.CHARTS);
        if (!Files.isDirectory(charts)) {
            return List.of();
        }
        List<Path> drawn = pictures.stream().map(bench::chart).toList();
        try (Stream<Path> files = Files.list(charts)) {
            return files.filter(file -> file.toString().endsWith(".svg"))
                    .filter(file -> !drawn.contains(file))
                    // Of other results, and PlanningReport's to look after.
                    .filter(file -> !file.getFileName().toString().equals(PlanningChart.FILE))
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
        String name = bench.name(resultsFile);
        Overview overview = new Overview(ResultsFile.read(resultsFile));
        MarkedSection section = new MarkedSection(BenchFolder.text(readme));
        if (!section.exists()) {
            throw new IllegalArgumentException(readme
                    + ": has no lines <!-- bench:begin --> and <!-- bench:end -->, between which results belong");
        }
        List<Picture> pictures = Charts.of(overview);
        return new Outputs(
                section.with(name, ReadmeSection.of(overview, pictures)),
                Page.of(overview, pictures, name),
                pictures,
                bench.source(resultsFile));
    }

    private Path page() {
        return bench.path().resolve("RESULTS.md");
    }
}
