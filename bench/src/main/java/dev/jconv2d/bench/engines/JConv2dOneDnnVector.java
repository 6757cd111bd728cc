package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend ONEDNN in a JVM that has the Vector API, NCHW in and out: tells what the JVM changes from what measuring does. */
@AutoService(Engine.class)
public final class JConv2dOneDnnVector extends JConv2d {
    public JConv2dOneDnnVector() {
        super(Backend.ONEDNN, Planning.ESTIMATE, Format.NCHW, true);
    }
}
