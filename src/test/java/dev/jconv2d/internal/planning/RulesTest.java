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

    private static List<String> holding(String condition, String problem) {
        Rules rules = Rules.parse(List.of(condition + " -> * any>any xall # yes"));
        return reasons(rules, facts(problem, MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS, 2, "loops"));
    }

    private static void assertFill(int expected, String problem) {
        assertEquals(List.of("yes"), holding("fill=" + expected, problem), problem);
    }

    /** Of all channels: estimate.rules was learnt with that. */
    @Test
    void fillIsOfAllChannelsHoweverMany() {
        assertFill(100, "ic64ih7oc128kh3ph1");
        assertFill(90, "ic16ih7oc29kh1");
        assertFill(18, "ic3ih7oc64kh3ph1");
        assertFill(100, "g32ic128ih7oc128kh3ph1");
        String most = "g536870896ic536870896ih1oc536870896kh1";
        assertFill(100, most);
        assertFill(99, most.replace("536870896", "536870881"));
    }

    /** Each fact is known by its name, words by words and numbers by numbers. */
    @Test
    void factsHaveNames() {
        String problem = "mb4g2ic8ih9oc6kh3ph1";
        for (String holds : List.of(
                "in=contiguous",
                "out=contiguous",
                "groups=many",
                "kernel=larger",
                "stride=1",
                "java=loops",
                "batch=4",
                "ic=8",
                "oc=6",
                "pixels=81",
                "bytes=4536",
                "macs=69984",
                "threads=2",
                "fill=18")) {
            assertEquals(List.of("yes"), holding(holds, problem), holds);
            assertEquals(List.of(), holding(holds + "1", problem), holds);
        }
        assertEquals(14, Fact.values().length, "all are asked above");
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
