package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import dev.jconv2d.bench.results.Results;

/** oneDNN from and to NCHW, as its documentation has it: reordered into its favourite layout and back, within the call. */
@AutoService(Engine.class)
public final class OneDnnNchw extends OneDnnDirect {
    public OneDnnNchw() {
        super(Results.FIRST_CHOICE, "oneDNN, NCHW", Format.NCHW);
    }
}
