package dev.jconv2d.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what can be chosen. */
@Command(name = "list", description = "Lists engines and layers.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.println("engines (id, format, name):");
        for (Engine engine : Engines.all()) {
            System.out.printf("  %-24s %-5s %s%n", engine.id(), engine.format(), engine.label());
        }
        System.out.println("layers:");
        for (Layer layer : Layers.select(Layers.workloads())) {
            System.out.printf("  %-40s %s%n", layer.group() + "/" + layer.name(), layer.at(1));
        }
        return 0;
    }
}
