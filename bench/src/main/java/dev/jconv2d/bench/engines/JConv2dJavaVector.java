package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import java.util.List;

/** The library's backend JAVA in a JVM that has the Vector API, NCHW in and out. */
@AutoService(Engine.class)
public final class JConv2dJavaVector extends JConv2d {
    public JConv2dJavaVector() {
        super(Backend.JAVA, Format.NCHW, "Vector");
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("--add-modules=jdk.incubator.vector");
    }
}
