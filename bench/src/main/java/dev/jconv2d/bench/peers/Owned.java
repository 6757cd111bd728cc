package dev.jconv2d.bench.peers;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a convolution and its calls have allocated outside Java's heap. Any thread may add to it. */
final class Owned implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Frees the latest first: it may use earlier ones. */
    @Override
    public synchronized void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot free what an engine has allocated", e);
            }
        }
    }
}
