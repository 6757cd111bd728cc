package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jconv2d.Activation;
import dev.jconv2d.internal.PostOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class WisdomLineTest {
    private static String line(PostOps postOps) {
        WisdomKey key =
                new WisdomKey("c", "i", "l", "o", "j", 2, "", "ic8", "contiguous", "channels_last", postOps.toString());
        return WisdomLine.of(key, new Learnt(Candidate.java(1), List.of(new Timing("java x1", 1500, ""))));
    }

    @Test
    void fusedOperationsAreShortOrNotThere() {
        assertEquals("ic8 contiguous>channels_last x2: java x1, 1.5 us", line(PostOps.NONE));
        assertEquals(
                "ic8 contiguous>channels_last x2 residual ReLU(): java x1, 1.5 us",
                line(new PostOps(true, Activation.relu())));
    }
}
