package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;

/** Who takes part where ways of planning are compared, in the order of tables. */
enum PlanningEngine {
    OWN_LAYOUT(Results.BASELINE, "oneDNN, its own layout"),
    FIRST_CHOICE(Results.FIRST_CHOICE, "oneDNN's first choice"),
    ONNX_RUNTIME("onnxruntime", "ONNX Runtime"),
    ESTIMATE(Names.OURS, "ESTIMATE"),
    ESTIMATE_VECTOR("jconv2d-onednn-vector", "ESTIMATE, vectors"),
    MEASURE("jconv2d-measure", "MEASURE"),
    MEASURE_VECTOR("jconv2d-measure-vector", "MEASURE, vectors"),
    ESTIMATE_CHANNELS_LAST(Names.OURS_CHANNELS_LAST, "ESTIMATE, channels_last"),
    MEASURE_CHANNELS_LAST("jconv2d-measure-nhwc", "MEASURE, channels_last"),
    MEASURE_VECTOR_CHANNELS_LAST("jconv2d-measure-vector-nhwc", "MEASURE, vectors, channels_last");

    private final String id;
    private final String title;

    PlanningEngine(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** In results. */
    String id() {
        return id;
    }

    /** What the page calls it: all of ours are one backend, and differ by how they plan. */
    String title() {
        return title;
    }
}
