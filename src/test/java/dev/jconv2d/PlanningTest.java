package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.internal.planning.Timing;
import dev.jconv2d.testing.ChildJvm;
import dev.jconv2d.testing.Native;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planning as users see it. */
class PlanningTest {
    @TempDir
    private Path folder;

    private static Conv2dBuilder layer(Backend backend) {
        return Conv2d.builder(16, 24, 3).padding(1).seed(1).backend(backend);
    }

    private static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    @Test
    void measuredPlansComputeWhatOthersDo() {
        float[] x = random(2 * 16 * 20 * 21);
        float[] expected = layer(Backend.REFERENCE).build().forward(x, 2, 16, 20, 21);
        for (Backend backend : new Backend[] {Backend.JAVA, Backend.AUTO}) {
            try (Conv2d conv = layer(backend)
                    .planning(Planning.MEASURE)
                    .planningBudget(Duration.ofSeconds(2))
                    .build()) {
                float[] got = conv.forward(x, 2, 16, 20, 21);
                for (int i = 0; i < got.length; i++) {
                    assertEquals(expected[i], got[i], 1e-5, backend + " " + i);
                }
                PlanDescription plan = conv.describe(2, 16, 20, 21);
                // Where the machine is busy with other things.
                boolean stalled = plan.reason().contains("threads stalled");
                assertTrue(stalled || plan.reason().startsWith("measured: "), plan::toString);
                assertTrue(plan.candidates().stream().anyMatch(PlanCandidate::isTimed), plan::toString);
                List<Double> times = plan.candidates().stream()
                        .map(PlanCandidate::microseconds)
                        .filter(time -> !time.isNaN())
                        .toList();
                assertEquals(times.stream().sorted().toList(), times, "the fastest first");
            }
        }
    }

    @Test
    void rememberedNotesCannotDriveATerminal() {
        Timing timing = Timing.none("java x1", "\u001b[2J\nn\u202e" + "o".repeat(2000));
        String line = Conv2dPlan.candidates(List.of(timing)).get(0).toString();
        assertTrue(line.endsWith("o...)") && line.contains("java x1 (\\u001b[2J\\u000an\\u202eoo"), line);
    }

    @Test
    void whatIsRefused() {
        Conv2dBuilder builder = layer(Backend.JAVA);
        assertThrows(NullPointerException.class, () -> builder.planning(null));
        for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofHours(2))) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> builder.planningBudget(wrong));
            assertEquals("planningBudget = " + wrong + ": must be from 0 to an hour", e.getMessage());
        }
        IllegalArgumentException both = assertThrows(
                IllegalArgumentException.class,
                () -> builder.deterministic(true).planning(Planning.MEASURE).build());
        assertTrue(both.getMessage().startsWith("deterministic = true: must not"), both.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Planning.parse("patient"));
        assertEquals(Planning.MEASURE, Planning.parse("Measure"));
    }

    @Test
    void aCallIsReadFromItsSpelling() {
        Conv2dCall call = Conv2dCall.parse("mb3g4ic8ih9iw10oc12kh3sh2ph1");
        assertEquals("[3, 8, 9, 10]", Arrays.toString(call.inputShape()));
        assertEquals(4, call.options().groups());
        assertEquals(1, Conv2dCall.parse("ic8ih9oc12kh3").batch());
        assertThrows(IllegalArgumentException.class, () -> Conv2dCall.parse("ic8"));
    }

    @Test
    void deterministicLayersGiveTheSameBitsInEveryRun() throws Exception {
        String main = Bits.class.getName();
        String bits = new ChildJvm().runMain(main, "fixed").lastLine();
        // Whatever the process measures besides, and whatever it remembers.
        Path file = folder.resolve("wisdom.json");
        for (int run = 0; run < 2; run++) {
            assertEquals(
                    bits,
                    new ChildJvm()
                            .with("-Djconv2d.planning=measure")
                            .with("-Djconv2d.wisdom.file=" + file)
                            .runMain(main, "fixed")
                            .lastLine());
            assertFalse(Files.exists(file), "a deterministic layer learns nothing");
        }
    }

    @Test
    void whatOneProcessLearnsAnotherKnows() throws Exception {
        Native.assume(Backend.ONEDNN);
        Path file = folder.resolve("wisdom.json");
        List<String> reasons = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            ChildJvm.Result result = new ChildJvm()
                    .with("-Djconv2d.planning=measure")
                    .with("-Djconv2d.wisdom.file=" + file)
                    .runMain(Bits.class.getName(), "free");
            reasons.add(result.lines().get(0));
        }
        assertTrue(Files.readString(file).contains("jconv2d-wisdom"));
        assertTrue(reasons.get(1).contains("remembered"), reasons::toString);
    }

    /** Prints why, and a hash of what a few layers compute. */
    static final class Bits {
        public static void main(String[] arguments) {
            int hash = 0;
            String reason = "";
            for (String shape :
                    List.of("ic16ih20oc24kh3ph1", "g32ic32ih28oc32kh3ph1", "mb2ic48ih14oc96kh1", "ic16ih14oc24kh1")) {
                Conv2dCall call = Conv2dCall.parse(shape);
                try (Conv2d conv = Conv2d.builder(call.options())
                        .seed(3)
                        .deterministic(arguments[0].equals("fixed"))
                        .build()) {
                    int elements = 1;
                    for (long size : call.inputShape()) {
                        elements *= (int) size;
                    }
                    hash = 31 * hash + Arrays.hashCode(conv.forward(random(elements), call.inputShape()));
                    reason = conv.describe(call.inputShape()).reason();
                }
            }
            System.out.println(reason);
            System.out.println(hash);
        }
    }
}
