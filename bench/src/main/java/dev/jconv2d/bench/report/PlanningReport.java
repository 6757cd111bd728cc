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

/** PLANNING.md and its chart: what is published of three runs of the planning set, all of it generated. */
public final class PlanningReport {
    /** How many runs a page is made from: what holds in two of three is no chance. */
    public static final int RUNS = 3;

    private static final String SUFFIX = "-planning.json";

    private final BenchFolder bench;

    /**
     * Writes nothing yet.
     *
     * @param root the project's, with {@code bench}
     */
    public PlanningReport(Path root) {
        this.bench = new BenchFolder(root.resolve("bench"));
    }

    /** The last runs of the planning set that lie in {@code results}, the earliest first; fewer than three if there are no more. */
    public List<Path> newest() throws IOException {
        Path results = bench.path().resolve("results");
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results)) {
            // Names begin with the date.
            List<Path> runs = files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            return runs.subList(Math.max(0, runs.size() - RUNS), runs.size());
        }
    }

    /** Where the page is, or would be. */
    public Path page() {
        return bench.path().resolve("PLANNING.md");
    }

    /**
     * Writes page and chart.
     *
     * @param runs three files below {@code bench}
     * @throws IllegalArgumentException if they are damaged or lie elsewhere, are not three, or not the same set on the same
     *     machine
     */
    public void write(List<Path> runs) throws IOException {
        Outputs outputs = outputs(runs);
        WholeFile.write(page(), outputs.page);
        if (outputs.chart.isPresent()) {
            bench.write(outputs.chart.orElseThrow(), outputs.source);
        }
    }

    /**
     * Compares page and chart with what the runs give.
     *
     * @return those that differ or are missing, relative to the root
     */
    public List<String> stale(List<Path> runs) throws IOException {
        Outputs outputs = outputs(runs);
        List<String> stale = new ArrayList<>();
        if (!Files.exists(page()) || !BenchFolder.text(page()).equals(outputs.page)) {
            stale.add("bench/PLANNING.md");
        }
        if (outputs.chart.isPresent() && bench.isStale(outputs.chart.orElseThrow(), outputs.source)) {
            stale.add("bench/" + BenchFolder.CHARTS + "/" + PlanningChart.FILE);
        }
        return stale;
    }

    /**
     * All that runs give.
     *
     * @param page the whole of it
     * @param chart not yet drawn
     * @param source what the chart says it was made from
     */
    private record Outputs(String page, Optional<Picture> chart, String source) {}

    private Outputs outputs(List<Path> files) throws IOException {
        if (files.size() != RUNS) {
            throw new IllegalArgumentException(
                    "planning runs = " + files.size() + ": must be " + RUNS + " (the command planning makes one)");
        }
        List<Overview> overviews = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (Path file : files) {
            names.add(bench.name(file));
            sources.add(bench.source(file));
            overviews.add(new Overview(ResultsFile.read(file)));
        }
        PlanningRuns runs = PlanningRuns.of(overviews);
        Optional<Picture> chart = Charts.ofPlanning(runs);
        return new Outputs(PlanningPage.of(runs, chart, names), chart, String.join(", ", sources));
    }
}
