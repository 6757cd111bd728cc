package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.ProcessMemory;
import dev.jconv2d.reliability.Trial;

/** One layer, many shapes, five times over: the plans that it keeps stay bounded, and so does memory. */
public final class ManyShapes implements Fault {
    private static final int ROUNDS = 5;
    private static final long MOST_GROWTH = 32 << 20;
    /** Of a plan and its workspace, 26 today. */
    private static final int MOST_HANDLES_A_PLAN = 30;

    private static final int PLANS = 64;

    @Override
    public void run(Trial trial) throws Exception {
        long shapes = trial.tries() / ROUNDS;
        long before = 0;
        long mostHandles = 0;
        try (Conv2d conv = Conv2d.builder(8, 12, 3)
                .padding(1)
                .seed(1)
                .threads(1)
                .backend(Backend.ONEDNN)
                .build()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (long i = 0; i < shapes; i++) {
                    try (Tensor input = Tensor.zeros(1, 8, 3 + i % 100, 3 + i / 100)) {
                        conv.forward(input).close();
                    }
                    mostHandles = Math.max(mostHandles, NativeProbe.liveHandles());
                    trial.happened("run");
                }
                if (round == 0) {
                    before = ProcessMemory.settled();
                }
            }
            long growth = ProcessMemory.settled() - before;
            trial.fact("at most " + mostHandles + " handles, RSS grew by " + ProcessMemory.mib(growth)
                    + " after the first round");
            // The JIT compiler is still at work when a short form has done its first round.
            trial.require(growth < (trial.isLong() ? 1 : 2) * MOST_GROWTH, "RSS grew by " + ProcessMemory.mib(growth));
            trial.require(mostHandles > 0, "native code never ran");
            trial.require(mostHandles <= PLANS * MOST_HANDLES_A_PLAN, mostHandles + " handles");
        }
        trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left");
    }
}
