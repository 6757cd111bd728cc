package dev.jconv2d.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** In two sentences for each format, where the library is faster than its peers, and where they are. */
final class Verdict {
    private Verdict() {}

    /** Of the README's columns; empty without the library or without peers. */
    static String of(Overview overview) {
        return of(overview, Names.OURS) + of(overview, Names.OURS_CHANNELS_LAST);
    }

    private static String of(Overview overview, String us) {
        List<String> wins = new ArrayList<>();
        List<String> level = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        for (Column column : Column.foremost(overview)) {
            Optional<String> peer = bestPeer(overview, column, us);
            if (peer.isEmpty()) {
                continue;
            }
            Ratio ratio = Statistics.ratio(column.layers(), peer.get(), us);
            if (ratio.level()) {
                level.add(column.heading());
            } else if (ratio.value() > 1) {
                wins.add(column.heading());
            } else {
                losses.add(column.heading() + " (" + overview.label(peer.get()) + ", " + Numbers.ratio(ratio.value())
                        + " of its time)");
            }
        }
        if (wins.isEmpty() && level.isEmpty() && losses.isEmpty()) {
            return "";
        }
        String ours = "With one caller and all cores, " + overview.label(us) + " is "
                + (wins.isEmpty() ? "nowhere faster than all peers" : "faster than every peer on " + list(wins))
                + (level.isEmpty() ? "" : ", and level with the best of them on " + list(level))
                + ".";
        String theirs = losses.isEmpty() ? "No peer is faster anywhere." : "Peers are faster on " + list(losses) + ".";
        return ours + "\n" + theirs + "\n";
    }

    private static Optional<String> bestPeer(Overview overview, Column column, String us) {
        return overview.engines().stream()
                .filter(Names::isPeer)
                .filter(engine -> comparable(column, engine, us))
                .min(Comparator.comparingDouble(
                        engine -> Statistics.ratio(column.layers(), engine, us).value()));
    }

    /** Who does not compute all layers cannot be the best on them. */
    private static boolean comparable(Column column, String engine, String us) {
        Ratio ratio = Statistics.ratio(column.layers(), engine, us);
        return ratio.exists() && ratio.layers() == ratio.of();
    }

    private static String list(List<String> items) {
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
