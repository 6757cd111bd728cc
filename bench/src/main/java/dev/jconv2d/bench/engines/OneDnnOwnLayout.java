package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.results.Results;

/** oneDNN on data that are in its favourite layout already: the limit, and the baseline of all comparisons. */
@AutoService(Engine.class)
public final class OneDnnOwnLayout extends OneDnnDirect {
    public OneDnnOwnLayout() {
        super(Results.BASELINE, "oneDNN, its own layout", Format.ANY);
    }
}
