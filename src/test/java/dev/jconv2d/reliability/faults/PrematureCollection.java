package dev.jconv2d.reliability.faults;

import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;

/** Garbage is collected all the time, while calls use layers, plans and tensors that nobody else refers to any more. */
public final class PrematureCollection implements Fault {
    private static final long[] SHAPE = {1, 8, 24, 24};
    private static final int CALLS_A_LAYER = 50;
    private static final long PAUSE_MILLIS = 2;

    @Override
    public void run(Trial trial) throws Exception {
        Thread collector = new Thread(() -> {
            while (true) {
                System.gc();
                try {
                    // Else calls would do nothing but wait for it.
                    Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        collector.start();
        float[] values = new float[4608];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 11 - 5;
        }
        float[] expected;
        try (Conv2d conv = NativeUse.layer(8)) {
            NativeUse.require(trial, conv, SHAPE);
            expected = conv.forward(values, SHAPE);
        }
        Teams.run(trial, 2, index -> calls(trial, values, expected));
        collector.interrupt();
        collector.join();
    }

    private static void calls(Trial trial, float[] values, float[] expected) {
        Conv2d kept = NativeUse.layer(8);
        for (long i = 0; i < trial.tries() / 2; i++) {
            Tensor output;
            if (i % CALLS_A_LAYER == 0) {
                // Layer, plan and input are forgotten as soon as the call has begun.
                output = NativeUse.layer(8).plan(SHAPE).execute(Tensor.of(values, SHAPE), Tensor.zeros(SHAPE));
                kept = NativeUse.layer(8);
            } else {
                output = kept.forward(Tensor.of(values, SHAPE));
            }
            if (!Arrays.equals(expected, output.toArray())) {
                trial.violation("a call gave something else");
            }
            trial.happened("right");
        }
    }
}
