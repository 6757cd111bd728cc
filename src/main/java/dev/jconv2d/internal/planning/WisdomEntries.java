package dev.jconv2d.internal.planning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wisdom in memory, the newest last; where it is too much, the oldest goes. Any thread may use it. */
final class WisdomEntries {
    /** Some thousand networks' layers, and some megabytes. */
    static final int MOST = 10_000;

    private final Map<WisdomKey, Learnt> entries = new LinkedHashMap<>();

    /** What is known of a problem. */
    synchronized @Nullable Learnt find(WisdomKey key) {
        // A record's own hash takes milliseconds to link, and most processes know nothing.
        return entries.isEmpty() ? null : entries.get(key);
    }

    /** Adds all, each as newer than what is there. */
    synchronized void add(Map<WisdomKey, Learnt> newer) {
        newer.forEach((key, learnt) -> {
            entries.remove(key); // else it would stay where it was, among older ones
            entries.put(key, learnt);
        });
        var oldest = entries.entrySet().iterator();
        for (int surplus = entries.size() - MOST; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized int size() {
        return entries.size();
    }

    /** A copy, the oldest first. */
    synchronized Map<WisdomKey, Learnt> all() {
        return new LinkedHashMap<>(entries);
    }
}
