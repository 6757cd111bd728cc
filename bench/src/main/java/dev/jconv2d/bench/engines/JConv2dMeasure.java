package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend ONEDNN with the fastest of the candidates, as measured here, NCHW in and out. */
@AutoService(Engine.class)
public final class JConv2dMeasure extends JConv2d {
    public JConv2dMeasure() {
        super(Backend.ONEDNN, Planning.MEASURE, Format.NCHW, false);
    }
}
