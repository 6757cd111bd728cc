package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend ONEDNN: oneDNN, NCHW in and out. */
@AutoService(Engine.class)
public final class JConv2dOneDnn extends JConv2d {
    public JConv2dOneDnn() {
        super(Backend.ONEDNN, Planning.ESTIMATE, Format.NCHW, false);
    }
}
