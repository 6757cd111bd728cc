package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Conv2dOptions;
import dev.jconv2d.HW;
import dev.jconv2d.Padding;
import dev.jconv2d.PaddingMode;
import dev.jconv2d.testing.Seed;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems as text: what is written is read back, and what is wrong is refused by name. */
class SpellingTest {
    private static final int TRIES = 20_000;

    private final SplittableRandom random = Seed.random();

    @Test
    void readsWhatGeometriesWrite() {
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            int groups = random.nextInt(1, 4);
            int in = groups * random.nextInt(1, 4);
            Conv2dOptions options = new Conv2dOptions(
                    in,
                    groups * random.nextInt(1, 4),
                    pair(1, 4),
                    pair(1, 3),
                    random.nextInt(8) == 0 ? Padding.VALID : padding(),
                    pair(1, 3),
                    groups,
                    random.nextBoolean(),
                    List.of(PaddingMode.values()).get(random.nextInt(4)));
            Geometry problem;
            try {
                problem = Geometry.of(options, random.nextInt(3), in, random.nextInt(1, 9), random.nextInt(1, 9));
            } catch (IllegalArgumentException e) {
                continue;
            }
            accepted++;
            assertReadBack(problem);
            assertReadBack(problem.onPaddedInput());
        }
        assertTrue(accepted > TRIES / 4, "accepted " + accepted);
    }

    @Test
    void readsTheLargestNumbers() {
        int huge = Integer.MAX_VALUE;
        assertReadBack(Geometry.of(
                new Conv2dOptions(
                        1,
                        1,
                        new HW(2, 1),
                        new HW(huge, 1),
                        Padding.of(huge, 0, huge - 1, 0),
                        new HW(huge, huge),
                        1,
                        true,
                        PaddingMode.ZEROS),
                1,
                1,
                1,
                1));
        assertReadBack(Geometry.of(
                new Conv2dOptions(
                        2, 2, new HW(4, 3), HW.of(1), Padding.SAME, new HW(2, 7), 2, true, PaddingMode.REPLICATE),
                3,
                2,
                5,
                6));
    }

    private static void assertReadBack(Geometry problem) {
        Spelling spelling = Spelling.parse(problem.toString());
        assertEquals(OptionalInt.of(problem.batch()), spelling.batch());
        assertEquals(problem, spelling.geometry(problem.batch()), () -> problem + " seed=" + Seed.value());
        assertEquals("", spelling.name());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "ic64ih56oc64oh56kh3ph1n\"conv2\"              | mb1ic64ih56oc64oh56kh3ph1",
                "mb2_ic3oc64_ih224oh112kh7sh2ph3n\"conv1\"     | mb2ic3ih224oc64oh112kh7sh2ph3",
                "g4ic4ih5oc8kh1_n\"\"                          | g4mb1ic4ih5oc8oh5kh1",
                "ic1ih5iw7oc1kh3kw1                            | mb1ic1ih5iw7oc1oh3ow7kh3kw1",
                "ic1ih5oc1kh3kw1pw2                            | mb1ic1ih5oc1oh3ow9kh3kw1pw2",
                "ic1ih5oc1oh5kh3kw1ph1                         | mb1ic1ih5oc1oh5ow7kh3kw1ph1",
                "ic1ih5oc1kh2ph0:1                             | mb1ic1ih5oc1oh5kh2ph0:1",
                "ic1ih5oc1kh2ph0:1pw1                          | mb1ic1ih5oc1oh5ow6kh2ph0:1pw1",
                "ic1ih5oc1kh2ph1pw1:0                          | mb1ic1ih5oc1oh6ow5kh2ph1pw1:0",
                "ic1ih9oc1kh3dh1dw0sw2                         | mb1ic1ih9oc1oh5ow4kh3sw2dh1dw0",
                "' ic1ih9oc1kh3ph1_circularn\"a b/c.d\"'       | mb1ic1ih9oc1oh9kh3ph1_circular",
                "kh3oc1ih9ic1_reflect                          | mb1ic1ih9oc1oh7kh3",
                "mb0ic1ih3oc1kh3                               | mb0ic1ih3oc1oh1kh3",
            })
    void fillsInWhatIsNotSaid(String text, String full) {
        Spelling spelling = Spelling.parse(text);
        assertEquals(full, spelling.geometry(spelling.batch().orElse(1)).toString());
    }

    @Test
    void tellsNameAndBatch() {
        Spelling spelling = Spelling.parse("ic64ih56oc64oh56kh3ph1n\"a b/c.d\"");
        assertEquals("a b/c.d", spelling.name());
        assertEquals(OptionalInt.empty(), spelling.batch());
        assertTrue(spelling.options().bias());
        assertEquals(OptionalInt.of(1), Spelling.parse("mb1ic1ih1oc1kh1").batch());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "''                                 | cannot be read",
                "conv2                              | does not know conv",
                "ic1ih1oc1kh1!                      | '\"!\" cannot be read'",
                "ic1ih1oc1kh1 kw1                   | '\" kw1\" cannot be read'",
                "ic1ih4oc1kh1ph-1                   | '\"ph-1\" cannot be read'",
                "ic1ih4oc1kh1ph1:                   | '\":\" cannot be read'",
                "IC1ih4oc1kh1                       | cannot be read",
                "ic1ih1oc1kh1n\"a                   | cannot be read",
                "ic1ih1oc1kh1n\"a\"b                | cannot be read",
                "n\"a\"ic1ih1oc1kh1                 | cannot be read",
                "ic1ih1oc1kh1_mirror                | '\"_mirror\" cannot be read'",
                "ic1ih1oc1kh1_zeros                 | '\"_zeros\" cannot be read'",
                "ic\u0663ih1oc1kh1                  | cannot be read",
                "ic1id4ih1oc1kh1                    | does not know id",
                "ic1ih3:4oc1kh1                     | 'does not know ih:'",
                "ic1ih1ic1oc1kh1                    | has ic twice",
                "ic1ih4oc1kh1ph1:2ph1               | has ph twice",
                "ic1ih1oc1                          | has no kh",
                "ih1oc1kh1                          | has no ic",
                "ic1oc1kh1iw4                       | has no ih",
                "ic1ih1kh1                          | has no oc",
                "ic2147483648ih1oc1kh1              | 'ic = 2147483648: must fit an int'",
                "ic1ih4oc1kh1ph1:99999999999        | 'ph: = 99999999999: must fit an int'",
                "ic1ih1oc1kh1dw2147483647           | must fit an int",
                "ic1ih1oc1kh1dh2147483647           | must fit an int",
                "ic1ih4oc1oh3kh3ph1                 | 'oh = 3: must be 4'",
                "ic1ih4oc1ow5kh3ph1                 | 'ow = 5: must be 4'",
                "ic1ih4oc1kh5                       | kernel_size = 5",
                "ic1ih4oc1kh1sh0                    | stride",
                "ic0ih4oc1kh1                       | in_channels = 0",
                "ic1ih0oc1kh1                       | must be positive",
                "g2ic3ih1oc2kh1                     | divisible",
                "g0ic3ih1oc2kh1                     | groups = 0",
                "ic1ih2oc1kh1ph2_reflect            | padding_mode=reflect",
                "ic1ih2147483647oc1kh1              | 2 GiB",
                "mb2147483647ic1ih9oc1kh1           | 2 GiB",
                "ic1ih1oc1kh2147483647ph2147483647  | 2 GiB",
                "ic2147483647ih1oc2147483647kh1     | 2 GiB",
                "ic1ih1oc1kh1ph2147483647           | 2 GiB",
            })
    void refusesByTextAndRule(String text, String rule) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Spelling.parse(text), text);
        assertTrue(refused.getMessage().startsWith("problem = " + text + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains(rule), refused.getMessage());
    }

    @Test
    void longHostileTextIsRefusedAtOnceAndNotRepeated() {
        int many = 1_000_000;
        List<String> texts = List.of(
                "a".repeat(many),
                "1".repeat(many),
                "ic" + "1".repeat(many),
                "ic" + "0".repeat(many) + "1",
                "ic1ih1oc1kh1ph" + "1".repeat(many) + ":1",
                "ic1".repeat(many),
                "_".repeat(many),
                "ic1ih1oc1kh1n\"" + "a".repeat(many),
                "ic1ih1oc1kh1" + "_reflect".repeat(many),
                "ic1ih1oc1kh1n\"\u001b[2J\"",
                "ic1ih1oc1kh1\nn\"a\"");
        for (String text : texts) {
            IllegalArgumentException refused = assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThrows(IllegalArgumentException.class, () -> Spelling.parse(text)));
            assertTrue(refused.getMessage().length() < 600, refused.getMessage());
            assertFalse(refused.getMessage().chars().anyMatch(Character::isISOControl), refused.getMessage());
        }
    }

    @Test
    void anyMixtureIsReadOrRefused() {
        List<String> scraps = List.of(
                "ic1",
                "ih9",
                "oc1",
                "kh3",
                "kw2",
                "g1",
                "ph1",
                "ph1:2",
                "pw",
                ":",
                "_",
                "_reflect",
                "n\"a\"",
                "\"",
                "0",
                "4294967296",
                "dh2147483647",
                "sw3",
                "mb2",
                "oh7",
                " ",
                "\u0000");
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "ic1ih9oc1kh3" : "");
            for (int scrap = random.nextInt(6); scrap > 0; scrap--) {
                text.append(scraps.get(random.nextInt(scraps.size())));
            }
            try {
                Spelling.parse(text.toString());
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("problem = "), () -> text + " seed=" + Seed.value());
            }
        }
    }

    private HW pair(int least, int most) {
        return new HW(random.nextInt(least, most + 1), random.nextInt(least, most + 1));
    }

    private Padding padding() {
        return Padding.of(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
    }
}
