package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The same choice in a JVM that has the Vector API, whose kernels are candidates too, channels_last in and out. */
@AutoService(Engine.class)
public final class JConv2dMeasureVectorChannelsLast extends JConv2d {
    public JConv2dMeasureVectorChannelsLast() {
        super(Backend.ONEDNN, Planning.MEASURE, Format.NHWC, true);
    }
}
