package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random layers against the reference kernel, integers bit for bit, in every pair of formats. Outputs hold NaN before, so that an
 * element that is not written shows, and canaries stand around them.
 */
public final class RandomCalls implements Fault {
    private static final Backend[] BACKENDS = {Backend.ONEDNN, Backend.ONEDNN, Backend.JAVA};
    private static final int CANARIES = 256;
    private static final float CANARY = 12345;
    private static final int BLOCK = 50;
    private static final MemoryFormat[] FORMATS = MemoryFormat.values();

    @Override
    public void run(Trial trial) {
        SplittableRandom random = trial.random(1);
        for (long done = 0; done < trial.tries(); done += BLOCK) {
            List<Case> cases = new RandomCases(random.nextLong()).next(BLOCK);
            for (Case task : cases) {
                Backend backend = BACKENDS[random.nextInt(BACKENDS.length)];
                try (Conv2d conv = task.layer(backend)) {
                    run(trial, task, conv, any(random), any(random));
                }
            }
        }
    }

    private static MemoryFormat any(SplittableRandom random) {
        return FORMATS[random.nextInt(2)];
    }

    private static void run(Trial trial, Case task, Conv2d conv, MemoryFormat from, MemoryFormat to) {
        int count = task.y().toArray().length;
        ByteBuffer memory =
                ByteBuffer.allocateDirect(4 * (count + 2 * CANARIES)).order(ByteOrder.nativeOrder());
        FloatBuffer floats = memory.asFloatBuffer();
        for (int i = 0; i < floats.capacity(); i++) {
            floats.put(i, i < CANARIES || i >= CANARIES + count ? CANARY : Float.NaN);
        }
        Tensor output = Tensor.wrap(
                memory.position(4 * CANARIES).slice().order(ByteOrder.nativeOrder()),
                to,
                task.y().shape());
        String what = task.name() + " " + conv.backend() + " " + from + " -> " + to;
        try (Tensor plain = Tensor.of(task.x().toArray(), task.x().shape());
                Tensor input = plain.to(from)) {
            conv.forward(input, output);
        }
        Judge.Mismatch mismatch = new Judge(task).judge(output.toArray());
        if (mismatch != null) {
            trial.violation(what + ": " + mismatch);
        }
        for (int i = 0; i < CANARIES; i++) {
            if (floats.get(i) != CANARY || floats.get(CANARIES + count + i) != CANARY) {
                trial.violation(what + ": wrote beside the output");
                break;
            }
        }
        trial.happened("right");
    }
}
