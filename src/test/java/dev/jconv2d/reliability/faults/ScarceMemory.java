package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.NativeException;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Calls of all sizes where memory is scarce: right, or OutOfMemoryError or NativeException; and whatever a call met, the next
 * small one works.
 */
public final class ScarceMemory implements Fault {
    private static final String RIGHT = "right";
    private static final Set<String> REFUSALS = Set.of("OutOfMemoryError", "NativeException");
    private static final long[] SMALL = {1, 16, 24, 24};

    private final int largestSide;
    private final boolean mayFail;

    /**
     * For some JVM's limits.
     *
     * @param largestSide of images with 16 channels
     * @param mayFail whether there is too little for the largest; else every call must succeed
     */
    public ScarceMemory(int largestSide, boolean mayFail) {
        this.largestSide = largestSide;
        this.mayFail = mayFail;
    }

    @Override
    public void run(Trial trial) {
        SplittableRandom random = trial.random(0);
        float[] ones = new float[9216];
        Arrays.fill(ones, 1);
        long right = 0;
        try (Conv2d small = layer(16)) {
            NativeUse.require(trial, small, SMALL);
            float[] expected = small.forward(ones, SMALL);
            for (long i = 0; i < trial.tries(); i++) {
                // The largest, and one that must succeed, come first, lest chance leave them out.
                int side = 16 + (i == 0 ? largestSide : i == 1 ? 0 : random.nextInt(largestSide));
                String end = attempt(side, i == 0 ? 128 : 16 << random.nextInt(4));
                trial.happened(end);
                right += end.equals(RIGHT) ? 1 : 0;
                trial.require(end.equals(RIGHT) || (mayFail && REFUSALS.contains(end)), "a call ended with: " + end);
                trial.require(Arrays.equals(expected, small.forward(ones, SMALL)), "the next small call is wrong");
            }
        }
        trial.require(right > 0, "no call had memory enough");
        trial.require(!mayFail || right < trial.tries(), "every call had memory enough");
        trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left");
    }

    private static Conv2d layer(int outChannels) {
        return Conv2d.builder(16, outChannels, 3)
                .padding(1)
                .seed(1)
                .threads(1)
                .backend(Backend.ONEDNN)
                .build();
    }

    /** Small output channels for large images, lest this takes minutes. */
    private static String attempt(int side, int outChannels) {
        try (Conv2d conv = layer(side > 1000 ? 16 : outChannels);
                Tensor input = Tensor.zeros(1, 16, side, side);
                Tensor output = conv.forward(input)) {
            // Of zeros, so that each output is its bias.
            float[] bias = conv.bias().orElseThrow().toArray();
            return output.buffer().get(output.numel() - 1) == bias[bias.length - 1] ? RIGHT : "a wrong output";
        } catch (OutOfMemoryError e) {
            return e.getMessage().contains("off-heap") || e.getMessage().contains("thread")
                    ? "OutOfMemoryError"
                    : "an OutOfMemoryError that names nothing: " + e.getMessage();
        } catch (NativeException e) {
            return "NativeException";
        }
    }
}
