package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend ONEDNN with the fastest of the candidates, as measured here, channels_last in and out. */
@AutoService(Engine.class)
public final class JConv2dMeasureChannelsLast extends JConv2d {
    public JConv2dMeasureChannelsLast() {
        super(Backend.ONEDNN, Planning.MEASURE, Format.NHWC, false);
    }
}
