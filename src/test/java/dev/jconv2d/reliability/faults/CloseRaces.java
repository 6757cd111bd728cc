package dev.jconv2d.reliability.faults;

import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Eight threads run a layer, its plan and tensors, while one closes these and another their outputs: right, or
 * IllegalStateException. A third draws such memory from the pool, where a write to what was given away too early would show.
 */
public final class CloseRaces implements Fault {
    private static final int RUNNERS = 8;
    private static final long[] SHAPE = {1, 16, 12, 12};

    private final AtomicReferenceArray<Tensor> outputs = new AtomicReferenceArray<>(RUNNERS);
    private final AtomicLong right = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile Round round;
    private volatile boolean stop;

    /** What is raced for. */
    private record Round(Conv2d layer, Conv2dPlan plan, Tensor input) {}

    @Override
    public void run(Trial trial) throws Exception {
        float[] values = new float[2304];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 13 - 6;
        }
        float[] expected;
        try (Conv2d conv = NativeUse.layer(16)) {
            expected = conv.forward(values, SHAPE);
        }
        round = next(values);
        NativeUse.require(trial, round.layer, SHAPE);
        Teams.run(trial, RUNNERS + 3, index -> {
            switch (index) {
                case RUNNERS -> closeAll(trial, values);
                case RUNNERS + 1 -> closeOutputs(trial.random(index));
                case RUNNERS + 2 -> draw(trial);
                default -> runUntilStopped(trial, expected, index);
            }
        });
        trial.fact(right + " calls right, " + refused + " refused");
        trial.require(right.get() > trial.tries() / 10, "runners hardly ran: " + right);
        trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left");
    }

    private static Round next(float[] values) {
        Conv2d conv = NativeUse.layer(16);
        return new Round(conv, conv.plan(SHAPE), Tensor.of(values, SHAPE));
    }

    private void closeAll(Trial trial, float[] values) {
        SplittableRandom random = trial.random(0);
        for (long i = 0; i < trial.tries(); i++) {
            Round now = round;
            LockSupport.parkNanos(random.nextInt(150_000));
            switch (random.nextInt(4)) {
                case 0 -> {
                    now.plan.close();
                    now.layer.close();
                }
                case 1 -> now.input.close();
                case 2 -> {
                    now.input.close();
                    now.plan.close();
                }
                default -> {
                    // Below: the layer first.
                }
            }
            now.layer.close();
            trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left by close");
            now.plan.close();
            now.input.close();
            round = next(values);
            trial.happened("closed in time");
        }
        stop = true;
        round.layer.close();
    }

    private void closeOutputs(SplittableRandom random) {
        while (!stop) {
            LockSupport.parkNanos(random.nextInt(150_000));
            Tensor output = outputs.get(random.nextInt(RUNNERS));
            if (output != null) {
                output.close();
            }
        }
    }

    private void draw(Trial trial) {
        float[] values = new float[2304];
        for (int i = 0; !stop; i++) {
            Arrays.fill(values, i);
            try (Tensor tensor = Tensor.of(values, SHAPE)) {
                LockSupport.parkNanos(20_000);
                trial.require(Arrays.equals(values, tensor.toArray()), "a call wrote to memory that was not its own");
            }
        }
    }

    private void runUntilStopped(Trial trial, float[] expected, int index) {
        SplittableRandom random = trial.random(1 + index);
        Tensor mine = Tensor.zeros(SHAPE);
        outputs.set(index, mine);
        while (!stop) {
            Round now = round;
            try {
                float[] got;
                switch (random.nextInt(3)) {
                    case 0 -> got = now.plan.execute(now.input, mine).toArray();
                    case 1 -> got = now.layer.forward(now.input, mine).toArray();
                    default -> {
                        try (Tensor output = now.layer.forward(now.input)) {
                            got = output.toArray();
                        }
                    }
                }
                if (!Arrays.equals(expected, got)) {
                    trial.violation("a call gave something else");
                }
                right.incrementAndGet();
            } catch (IllegalStateException e) {
                refused.incrementAndGet();
                mine = Tensor.zeros(SHAPE);
                outputs.set(index, mine);
                while (round.equals(now) && !stop) {
                    LockSupport.parkNanos(20_000);
                }
            }
        }
    }
}
