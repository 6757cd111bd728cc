package dev.jconv2d.bench.driver;

import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Layer;
import java.util.List;

/**
 * What one comparison shall measure.
 *
 * @param engines the engines, the baseline among them
 * @param layers the layers
 * @param batch images a call
 * @param threads of one call
 * @param callers threads that call at once
 * @param rounds turns of each engine on each layer
 */
public record Scenario(List<Engine> engines, List<Layer> layers, int batch, int threads, int callers, int rounds) {
    public Scenario {
        // A layer too large for a batch is refused now, not after an hour.
        layers.forEach(layer -> layer.at(batch));
    }

    /** Which calls these are, in words. */
    public String title() {
        return "batch " + batch + ", " + callers + (callers == 1 ? " caller, " : " callers, ") + threads
                + (threads == 1 ? " thread a call" : " threads a call");
    }
}
