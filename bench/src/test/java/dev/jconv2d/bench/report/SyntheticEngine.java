package dev.jconv2d.bench.report;

import dev.jconv2d.internal.Geometry;
import java.util.List;

/** An engine that runs nowhere: its times by the baseline's on four sorts of layers. */
record SyntheticEngine(String id, String label, double dense, double depthwise, double pointwise, double tiny) {
    static final List<SyntheticEngine> ALL = List.of(
            new SyntheticEngine("onednn", "oneDNN's C API, data in its own layout", 1, 1, 1, 1),
            new SyntheticEngine("onednn-again", "oneDNN, again", 1, 1, 1, 1),
            new SyntheticEngine("onednn-nchw", "oneDNN's C API, NCHW in and out", 1.21, 5.7, 1.74, 1.33),
            new SyntheticEngine("onednn-nchw-again", "never shown", 1.21, 5.7, 1.74, 1.33),
            new SyntheticEngine("jconv2d-measure", "jconv2d MEASURE", 1.05, 1.9, 1.2, 0.4),
            new SyntheticEngine("jconv2d-onednn", "jconv2d ONEDNN", 1.07, 2.4, 1.21, 0.9),
            new SyntheticEngine("jconv2d-java", "jconv2d JAVA", 3.8, 20, 3.9, 0.43),
            new SyntheticEngine("jconv2d-reference", "jconv2d REFERENCE", 640, 190, 700, 3.1),
            new SyntheticEngine("loops", "seven nested loops, one thread", 583, 209, 629, 2.4),
            new SyntheticEngine("onnxruntime", "ONNX Runtime", 1.19, 2.66, 1.75, 2.71),
            new SyntheticEngine("djl-pytorch", "PyTorch by DJL", 1.77, 7, 2.2, 3.1),
            new SyntheticEngine("pytorch", "PyTorch by JavaCPP", 1.7, 6.6, 2.1, 3.4),
            new SyntheticEngine("pytorch-channels-last", "PyTorch 2.10 by JavaCPP, channels_last", 1.5, 3.4, 1.8, 3.6));

    double ratio(Geometry problem) {
        if (problem.groups() > 1 && problem.groups() == problem.inChannels()) {
            return depthwise;
        }
        if (problem.outputElements() < 5000) {
            return tiny;
        }
        return problem.height().kernel() == 1 ? pointwise : dense;
    }

    double heapBytes(int batch) {
        if (id.contains("pytorch")) {
            return 520;
        }
        return id.equals("onnxruntime") ? 416 + batch : 0;
    }
}
