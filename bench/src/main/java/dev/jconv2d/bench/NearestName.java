package dev.jconv2d.bench;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** For messages: the name that a mistyped one may have meant. */
final class NearestName {
    private NearestName() {}

    /** The name with the fewest letters added, left out or changed; of equals the first. There must be names. */
    static String of(String wanted, List<String> names) {
        return Collections.min(names, Comparator.comparingInt(name -> distance(wanted, name)));
    }

    private static int distance(String a, String b) {
        // row[j]: from the first i letters of a to the first j of b.
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
