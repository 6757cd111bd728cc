package dev.jconv2d.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The filters do what they are named for. */
class FilterBankTest {
    private static double sum(float[][] kernel) {
        double sum = 0;
        for (float[] row : kernel) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    @Test
    void edgesAnswerToEdgesAlone() {
        for (float[][] kernel : FilterBank.EDGES.kernels()) {
            assertEquals(0, sum(kernel), 1e-6, Arrays.deepToString(kernel));
        }
        for (float[][] kernel : FilterBank.GABOR.kernels()) {
            assertEquals(0, sum(kernel), 1e-5);
        }
    }

    @Test
    void blurSharpenAndEmbossKeepTheLight() {
        for (FilterBank bank : new FilterBank[] {FilterBank.BLUR, FilterBank.SHARPEN, FilterBank.EMBOSS}) {
            for (float[][] kernel : bank.kernels()) {
                assertEquals(1, sum(kernel), 1e-5, bank + " " + Arrays.deepToString(kernel));
            }
        }
    }

    @Test
    void directionsAreTheirs() {
        // Bright to the right of column 10: only what looks across sees it.
        float[] image = new float[441];
        for (int i = 0; i < 441; i++) {
            image[i] = i % 21 > 10 ? 1 : 0;
        }
        float[] across = answers(FilterBank.EDGES, image);
        assertTrue(across[0] > 0.9 && across[2] > 0.9 && across[4] > 0.9, Arrays.toString(across));
        assertTrue(across[1] < 1e-6 && across[3] < 1e-6 && across[5] < 1e-6, Arrays.toString(across));
        float[] gabor = answers(FilterBank.GABOR, image);
        for (int orientation = 1; orientation < 8; orientation++) {
            assertTrue(gabor[0] > 1.2 * gabor[orientation], Arrays.toString(gabor));
        }
    }

    /** The largest answer of each filter. */
    private static float[] answers(FilterBank bank, float[] image) {
        Tensor weight = bank.weight(1);
        int filters = (int) weight.shape()[0];
        int size = (int) weight.shape()[2];
        try (Conv2d conv =
                Conv2d.builder(1, filters, size).weight(weight).bias(false).build()) {
            float[] y = conv.forward(image, 1, 21, 21);
            float[] largest = new float[filters];
            for (int i = 0; i < y.length; i++) {
                int filter = i / (y.length / filters);
                largest[filter] = Math.max(largest[filter], Math.abs(y[i]));
            }
            return largest;
        }
    }

    @Test
    void smallerKernelsStandInTheMiddleAndChannelsShare() {
        Tensor weight = FilterBank.BLUR.weight(2);
        assertEquals("Tensor[4, 2, 13, 13]", weight.toString());
        float[] values = weight.toArray();
        assertEquals(1f / 18, values[6 * 13 + 6], 1e-7);
        assertEquals(1f / 18, values[5 * 13 + 7], 1e-7);
        assertEquals(0, values[4 * 13 + 6]);
        assertEquals(values[6 * 13 + 6], values[169 + 6 * 13 + 6]);
    }
}
