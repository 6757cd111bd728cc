package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * JVMs that end by System.exit while four threads compute: the exit code is kept, nothing crashes. And threads that are
 * interrupted while they compute: the outputs are right, the flag stays.
 */
public final class Ends implements Fault {
    private static final int INTERRUPTS_AN_EXIT = 200;
    private static final long[] SHAPE = {1, 16, 20, 20};

    @Override
    public void run(Trial trial) throws Exception {
        SplittableRandom random = trial.random(0);
        for (long i = 0; i < trial.tries(); i++) {
            int code = random.nextInt(1, 100);
            ChildJvm.Result result = new ChildJvm()
                    .with("-XX:TieredStopAtLevel=1", "-Xmx128m")
                    .runMain(
                            Exiting.class.getName(),
                            Integer.toString(code),
                            Integer.toString(random.nextInt(200)),
                            Boolean.toString(random.nextBoolean()));
            trial.require(
                    result.exit() == code, "exit code " + result.exit() + " and not " + code + ": " + result.err());
            trial.happened("exits");
        }
        interrupts(trial, random);
    }

    private static void interrupts(Trial trial, SplittableRandom random) throws InterruptedException {
        float[] input = new float[6400];
        for (int i = 0; i < input.length; i++) {
            input[i] = i % 9 - 4;
        }
        AtomicLong calls = new AtomicLong();
        try (Conv2d conv = Exiting.layer()) {
            NativeUse.require(trial, conv, SHAPE);
            float[] expected = conv.forward(input, SHAPE);
            for (long i = 0; i < trial.tries() * INTERRUPTS_AN_EXIT; i++) {
                boolean fresh = random.nextInt(20) == 0;
                int pause = random.nextInt(300_000);
                Thread thread = new Thread(() -> {
                    // Making a plan waits for another thread, and an interrupt must not cut that short.
                    try (Conv2d own = fresh ? Exiting.layer() : null) {
                        do {
                            float[] got = (own == null ? conv : own).forward(input, SHAPE);
                            trial.require(Arrays.equals(expected, got), "an interrupted call gave something else");
                            calls.incrementAndGet();
                        } while (!Thread.currentThread().isInterrupted());
                    }
                });
                thread.setUncaughtExceptionHandler((who, e) -> trial.violation("an interrupted call threw " + e));
                thread.start();
                LockSupport.parkNanos(pause);
                thread.interrupt();
                thread.join(20_000);
                if (thread.isAlive()) {
                    trial.violation("a call swallowed its interrupt");
                    return; // it goes on for ever, and so would the others
                }
            }
        }
        trial.fact(trial.tries() * INTERRUPTS_AN_EXIT + " interrupts, " + calls + " calls right");
        trial.require(calls.get() >= trial.tries() * INTERRUPTS_AN_EXIT, "calls were lost");
    }

    /** The program that ends while it computes. */
    static final class Exiting {
        private static final int BROKEN = 100;

        private Exiting() {}

        /** Arguments: the exit code, after how many milliseconds, and whether layers are made and closed all the time. */
        public static void main(String[] arguments) throws InterruptedException {
            boolean making = Boolean.parseBoolean(arguments[2]);
            Conv2d conv = layer();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    float[] input = new float[6400];
                    while (true) {
                        if (making) {
                            try (Conv2d own = layer()) {
                                own.forward(input, SHAPE);
                            }
                        } else {
                            conv.forward(input, SHAPE);
                        }
                    }
                });
                thread.setDaemon(true);
                thread.setUncaughtExceptionHandler((who, e) -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(BROKEN);
                });
                thread.start();
            }
            Thread.sleep(Integer.parseInt(arguments[1]));
            System.exit(Integer.parseInt(arguments[0]));
        }

        static Conv2d layer() {
            return Conv2d.builder(16, 16, 3)
                    .padding(1)
                    .seed(1)
                    .backend(Backend.ONEDNN)
                    .build();
        }
    }
}
