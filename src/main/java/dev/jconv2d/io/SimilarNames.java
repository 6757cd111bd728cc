package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** For messages: the names that a mistyped one may have meant. */
final class SimilarNames {
    private static final int MOST = 5;

    private SimilarNames() {}

    /** The few names that share the longest beginning and end with the wanted one, best first. */
    static String list(String wanted, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(name -> -shared(wanted, name)))
                .limit(MOST)
                .map(Quoted::of)
                .collect(Collectors.joining(", "));
    }

    private static int shared(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int begin = 0;
        while (begin < shorter && a.charAt(begin) == b.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return begin + end;
    }
}
