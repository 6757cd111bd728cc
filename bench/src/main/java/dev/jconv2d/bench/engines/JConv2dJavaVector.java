package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend JAVA in a JVM that has the Vector API, NCHW in and out. */
@AutoService(Engine.class)
public final class JConv2dJavaVector extends JConv2d {
    public JConv2dJavaVector() {
        super(Backend.JAVA, Planning.ESTIMATE, Format.NCHW, true);
    }
}
