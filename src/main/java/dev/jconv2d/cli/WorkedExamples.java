package dev.jconv2d.cli;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The two examples that readers of Conv2d's documentation try, worked out as one does by hand. The input is all ones, so
 * each output is the sum of its kernel plus the bias.
 */
final class WorkedExamples {
    /** Printed weights are rounded to four decimals, nine or 27 of them to a sum. */
    private static final double TOLERANCE = 5e-4;

    private static final float[] SINGLE_WEIGHT = {
        -0.0789f, -0.1932f, -0.0990f, 0.1571f, -0.1784f, -0.2334f, 0.0311f, -0.2595f, 0.2222f,
        -0.0703f, -0.3159f, -0.3295f, 0.0723f, 0.3019f, 0.2649f, -0.2217f, 0.0680f, -0.0699f,
        -0.0736f, -0.1608f, 0.1905f, 0.2738f, 0.2758f, -0.2776f, -0.0246f, -0.1781f, -0.0279f
    };
    private static final float[] SINGLE_BIAS = {0.3255f, -0.0044f, 0.0733f};
    private static final double[] SINGLE_PRINTED = {-0.3065, -0.3046, 0.0710};

    private static final float[] SEVERAL_WEIGHT = {
        -0.0803f, 0.1473f, -0.0762f, 0.0284f, -0.0050f, -0.0246f, 0.1438f, 0.0955f, -0.0500f, 0.0716f, 0.0062f,
        -0.1472f, 0.1793f, 0.0543f, -0.1764f, -0.1548f, 0.1379f, 0.1143f, -0.1741f, -0.1790f, -0.0053f, -0.0612f,
        -0.1856f, -0.0858f, -0.0553f, 0.1621f, -0.1822f
    };
    private static final float SEVERAL_BIAS = -0.1367f;
    private static final double SEVERAL_PRINTED = -0.6390;

    private final PrintWriter out;
    private final List<Backend> backends;
    private boolean agreed = true;

    WorkedExamples(PrintWriter out, List<Backend> backends) {
        this.out = out;
        this.backends = backends;
    }

    /** Prints both; false if a result is not what PyTorch printed. */
    boolean show() {
        out.println(
                "1. One channel: Conv2d(1, 3, 3) on ones(1, 1, 5, 5). The output is three 3x3 maps; each of a map's nine");
        out.println(
                "   values is its kernel's sum plus the bias. PyTorch's documentation prints the weights rounded to four");
        out.println("   decimals, so results agree within 0.0005.");
        for (int filter = 0; filter < 3; filter++) {
            float[] kernel = Arrays.copyOfRange(SINGLE_WEIGHT, 9 * filter, 9 * filter + 9);
            double sum = printKernel("filter " + filter, kernel);
            print("   sum %7.4f + bias %7.4f = %7.4f", sum, SINGLE_BIAS[filter], sum + SINGLE_BIAS[filter]);
            compare(layer(1, 3, SINGLE_WEIGHT, SINGLE_BIAS), 1, filter, SINGLE_PRINTED[filter]);
        }
        out.println();
        out.println(
                "2. Three channels: the first of the four filters of Conv2d(3, 4, 3) on ones(1, 3, 5, 5), the only one that");
        out.println(
                "   is printed in full; so here it is a Conv2d(3, 1, 3). Each kernel filters its own channel, and the three");
        out.println(
                "   results are added. The bias is not printed: it is what is left of the printed result, -0.6390.");
        double total = 0;
        for (int channel = 0; channel < 3; channel++) {
            double sum =
                    printKernel("channel " + channel, Arrays.copyOfRange(SEVERAL_WEIGHT, 9 * channel, 9 * channel + 9));
            print("   sum %7.4f", sum);
            total += sum;
        }
        print("   total %7.4f + bias %7.4f = %7.4f", total, SEVERAL_BIAS, total + SEVERAL_BIAS);
        compare(layer(3, 1, SEVERAL_WEIGHT, SEVERAL_BIAS), 3, 0, SEVERAL_PRINTED);
        out.println();
        return agreed;
    }

    private double printKernel(String name, float[] kernel) {
        double sum = 0;
        for (int row = 0; row < 3; row++) {
            print(
                    "   %-9s %7.4f %7.4f %7.4f",
                    row == 0 ? name : "", kernel[3 * row], kernel[3 * row + 1], kernel[3 * row + 2]);
            for (int column = 0; column < 3; column++) {
                sum += kernel[3 * row + column];
            }
        }
        return sum;
    }

    /** A layer yet to get its backend. */
    private interface Layer {
        Conv2d on(Backend backend);
    }

    private static Layer layer(int in, int out, float[] weight, float... bias) {
        return backend -> Conv2d.builder(in, out, 3)
                .weight(weight)
                .bias(bias)
                .backend(backend)
                .build();
    }

    private void compare(Layer layer, int channels, int filter, double printed) {
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "   PyTorch printed %7.4f; computed, all nine:", printed));
        float[] ones = new float[channels * 25];
        Arrays.fill(ones, 1);
        for (Backend backend : backends) {
            try (Conv2d conv = layer.on(backend)) {
                float[] map = Arrays.copyOfRange(conv.forward(ones, 1, channels, 5, 5), 9 * filter, 9 * filter + 9);
                line.append(String.format(Locale.ROOT, "  %s %7.4f", backend, map[0]));
                for (float value : map) {
                    if (!(Math.abs(value - printed) <= TOLERANCE)) {
                        line.append(" DIFFERS");
                        agreed = false;
                        break;
                    }
                }
            }
        }
        out.println(line);
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
