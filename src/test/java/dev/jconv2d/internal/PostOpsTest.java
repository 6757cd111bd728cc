package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.jconv2d.Activation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How they are spelled, because wisdom is found by it. */
class PostOpsTest {
    private static String spelled(boolean residual, @Nullable Activation activation) {
        return new PostOps(residual, activation).toString();
    }

    @Test
    void spelling() {
        assertEquals("", PostOps.NONE.toString());
        assertEquals("residual", spelled(true, null));
        assertEquals("ReLU()", spelled(false, Activation.relu()));
        assertEquals("residual ReLU6()", spelled(true, Activation.relu6()));
        assertEquals("residual ELU(alpha=0.5)", spelled(true, Activation.elu(0.5f)));
        assertEquals("Hardtanh(min_val=-1.0, max_val=2.5)", spelled(false, Activation.hardtanh(-1, 2.5f)));
    }

    @Test
    void differentOnesHaveDifferentSpellings() {
        Map<String, PostOps> seen = new HashMap<>();
        for (Activation.Kind kind : Activation.Kind.values()) {
            for (boolean residual : new boolean[] {false, true}) {
                for (float alpha : parameters(kind)) {
                    float beta = kind == Activation.Kind.HARDTANH ? alpha + 6 : 0;
                    PostOps postOps = new PostOps(residual, new Activation(kind, alpha, beta));
                    PostOps other = seen.put(postOps.toString(), postOps);
                    assertEquals(null, other, postOps::toString);
                }
            }
        }
        assertNotEquals(spelled(false, Activation.gelu()), spelled(false, Activation.geluTanh()));
    }

    private static List<Float> parameters(Activation.Kind kind) {
        return switch (kind) {
            case LEAKY_RELU, ELU, HARDTANH -> List.of(0f, 0.01f, 0.010000001f, 1f);
            default -> List.of(0f);
        };
    }
}
