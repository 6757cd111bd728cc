package dev.jconv2d.bench;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The engines on the class path: our own first, then the peers. */
public final class Engines {
    private Engines() {}

    public static List<Engine> all() {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Engine::isPeer).thenComparing(Engine::id))
                .toList();
    }

    /**
     * Finds an engine.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public static Engine of(String id) {
        return all().stream()
                .filter(engine -> engine.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("engine = " + id + ": must be one of "
                        + all().stream().map(Engine::id).collect(Collectors.joining(", "))
                        + " (the peers are left out of a build with -Dpeers=none)"));
    }
}
