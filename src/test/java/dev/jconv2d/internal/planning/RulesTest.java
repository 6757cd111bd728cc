package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Spelling;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Rules RULES = Rules.parse(List.of(
            "# a comment",
            "",
            "in=contiguous groups=depthwise batch>=4 -> jit_dw* nChw8c>nChw8c /2 xall # in parts",
            "groups=depthwise macs<=1000   -> java x1 # tiny",
            "kernel=1x1 stride=1 java=loops threads=2 -> * any>given x1 # one thread",
            "-> * any>any xall # the rest"));

    private static Facts facts(String problem, MemoryFormat from, MemoryFormat to, int threads, String java) {
        Spelling spelling = Spelling.parse(problem);
        return new Facts(new Problem(spelling.geometry(spelling.batch().orElse(1)), from, to), threads, java);
    }

    private static List<String> reasons(Rules rules, Facts facts) {
        return rules.holding(facts).stream().map(Rule::reason).toList();
    }

    @Test
    void takesThoseWhoseConditionsAllHold() {
        MemoryFormat nchw = MemoryFormat.CONTIGUOUS;
        MemoryFormat nhwc = MemoryFormat.CHANNELS_LAST;
        String depthwise = "g8ic8ih9oc8kh3ph1";
        assertEquals(List.of("in parts", "the rest"), reasons(RULES, facts("mb4" + depthwise, nchw, nhwc, 2, "loops")));
        assertEquals(List.of("the rest"), reasons(RULES, facts("mb3" + depthwise, nchw, nhwc, 2, "loops")));
        assertEquals(List.of("the rest"), reasons(RULES, facts("mb4" + depthwise, nhwc, nchw, 2, "loops")));
        assertEquals(List.of("tiny", "the rest"), reasons(RULES, facts("g2ic2ih5oc2kh3ph1", nchw, nchw, 2, "loops")));
        assertEquals(List.of("one thread", "the rest"), reasons(RULES, facts("ic8ih9oc8kh1", nchw, nchw, 2, "loops")));
        assertEquals(List.of("the rest"), reasons(RULES, facts("ic8ih9oc8kh1", nchw, nchw, 3, "loops")));
        assertEquals(List.of("the rest"), reasons(RULES, facts("ic8ih9oc8kh1", nchw, nchw, 2, "vectors")));
        assertEquals(List.of("the rest"), reasons(RULES, facts("ic8ih9oc8kh1sh2", nchw, nchw, 2, "loops")));
    }

    @Test
    void makesCandidates() {
        Facts facts = facts("mb4g8ic8ih9oc8kh3ph1", MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS, 2, "loops");
        Rule parts = RULES.holding(facts).get(0);
        assertEquals(new Candidate("jit_dw*", "nChw8c", "nChw8c", 2, 6), parts.candidate(4, 6));
        assertNull(parts.candidate(5, 6), "no two and a half parts");
        assertNull(parts.candidate(2, 6), "no part, but all");
        Rule rest = RULES.holding(facts).get(1);
        assertEquals(new Candidate("*", "any", "any", 0, 6), rest.candidate(5, 6));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String wrong : List.of(
                "-> * any>any xall",
                "* any>any xall # no arrow",
                "-> * any>any # no threads",
                "-> * xall # no layouts",
                "-> java any>any x1 # layouts of Java's",
                "-> * any>any x2 # of nobody's machine",
                "-> * any>any /x xall # part of what",
                "size=3 -> * any>any xall # an unknown fact",
                "batch=x -> * any>any xall # no number",
                "in>=contiguous -> * any>any xall # no order",
                "batch -> * any>any xall # no comparison",
                "-> # nothing")) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> Rules.parse(List.of("", wrong)), wrong);
            assertTrue(e.getMessage().startsWith("rules, line 2: "), e.getMessage());
        }
    }

    /** That the file can be read, and has something for every problem. */
    @Test
    void theLibrarysOwnEndWithOneForAll() {
        for (MemoryFormat from : MemoryFormat.values()) {
            for (MemoryFormat to : MemoryFormat.values()) {
                List<Rule> holding = Rules.shared().holding(facts("ic64ih56oc64kh3ph1", from, to, 2, "loops"));
                Candidate last = holding.get(holding.size() - 1).candidate(1, 2);
                assertNotNull(last);
                assertEquals(Candidate.GIVEN, last.source());
            }
        }
    }
}
