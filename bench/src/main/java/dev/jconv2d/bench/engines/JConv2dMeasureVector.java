package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The same choice in a JVM that has the Vector API, whose kernels are candidates too, NCHW in and out. */
@AutoService(Engine.class)
public final class JConv2dMeasureVector extends JConv2d {
    public JConv2dMeasureVector() {
        super(Backend.ONEDNN, Planning.MEASURE, Format.NCHW, true);
    }
}
