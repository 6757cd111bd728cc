package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CandidateTest {
    @Test
    void readsWhatItWrites() {
        for (Candidate candidate : new Candidate[] {
            Candidate.java(3),
            new Candidate("brg_conv_fwd:avx512_core", "any", "any", 0, 2),
            new Candidate("jit_uni_ncsp:matmul+brg_matmul:avx512_core", "nchw", "nchw", 0, 1),
            new Candidate("jit_dw:avx2", "nChw8c", "nChw8c", 1, 64)
        }) {
            assertEquals(candidate, Candidate.parse(candidate.toString()));
        }
        assertEquals(
                "jit_dw:avx2 nChw8c>nChw8c /4 x64", new Candidate("jit_dw:avx2", "nChw8c", "nChw8c", 4, 64).toString());
        assertEquals("java x3", Candidate.java(3).toString());
    }

    @Test
    void refusesWhatItDoesNotWrite() {
        for (String wrong : new String[] {
            "",
            "java",
            "java x0",
            "java any>any x1",
            "brg any>any",
            "brg x2",
            "brg any>any /0 x2",
            "brg any>any x99999999999",
            "brg any>any x2 ",
            "b\nrg any>any x2",
            "x".repeat(1000) + " any>any x2"
        }) {
            assertThrows(IllegalArgumentException.class, () -> Candidate.parse(wrong), wrong);
        }
    }

    @Test
    void aStarStandsForAnyEnd() {
        Candidate any = new Candidate("jit_dw*", "any", "any", 0, 1);
        assertTrue(any.names("jit_dw:avx2"));
        assertFalse(any.names("jit:avx2"));
        assertFalse(new Candidate("jit", "any", "any", 0, 1).names("jit:avx2"));
    }
}
