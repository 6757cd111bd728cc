package dev.jconv2d.bench.engines;

import com.google.auto.service.AutoService;
import dev.jconv2d.Backend;
import dev.jconv2d.Planning;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;

/** The library's backend REFERENCE: the oracle of the tests. */
@AutoService(Engine.class)
public final class JConv2dReference extends JConv2d {
    public JConv2dReference() {
        super(Backend.REFERENCE, Planning.ESTIMATE, Format.NCHW, false);
    }
}
