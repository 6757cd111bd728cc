package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend ONEDNN: oneDNN, channels_last in and out. */
@AutoService(Engine.class)
public final class JConv2dOneDnnChannelsLast extends JConv2d {
    public JConv2dOneDnnChannelsLast() {
        super(Backend.ONEDNN, Planning.ESTIMATE, Format.NHWC, false);
    }
}
