package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend JAVA in a JVM without flags: plain loops, channels_last in and out. */
@AutoService(Engine.class)
public final class JConv2dJavaChannelsLast extends JConv2d {
    public JConv2dJavaChannelsLast() {
        super(Backend.JAVA, Planning.ESTIMATE, Format.NHWC, false);
    }
}
