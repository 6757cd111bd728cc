package dev.jconv2d.reliability.faults;

import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Layers and plans that are run and dropped, never closed: once garbage is collected no C handle and no byte of off-heap memory is left, and
 * each was reported once. Without the pool, whose memory is nobody's but counts.
 */
public final class ForgottenClose implements Fault {
    private static final long[] SHAPE = {1, 8, 24, 24};
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Logger LOGGER = Logger.getLogger("dev.jconv2d");

    private final AtomicLong reports = new AtomicLong();

    @Override
    public void run(Trial trial) throws Exception {
        count();
        try (Conv2d conv = NativeUse.layer(8);
                Conv2dPlan plan = conv.plan(SHAPE)) {
            trial.require(plan.describe().isNative(), "not computed by oneDNN");
            use(plan);
        }
        awaitFreed(Long.MAX_VALUE, 0);
        long before = directBytes();
        AtomicLong natives = NativeProbe.countCalls();
        long most = 0;
        for (long i = 0; i < trial.tries() / 2; i++) {
            use(NativeUse.layer(8).plan(SHAPE));
            most = Math.max(most, NativeProbe.liveHandles());
            trial.happened("dropped", 2);
        }
        long dropped = trial.tries() / 2 * 2;
        trial.require(natives.get() > dropped, "native code hardly ran");
        awaitFreed(before, dropped);
        trial.fact("at most " + most + " handles at once, then " + NativeProbe.liveHandles() + " handles and "
                + (directBytes() - before) + " bytes; " + reports + " reports");
        trial.require(NativeProbe.liveHandles() == 0, NativeProbe.liveHandles() + " handles left");
        trial.require(directBytes() <= before, directBytes() - before + " bytes left");
        trial.require(reports.get() == dropped, reports + " reports");
    }

    private static void use(Conv2dPlan plan) {
        try (Tensor input = Tensor.zeros(SHAPE);
                Tensor output = Tensor.zeros(SHAPE)) {
            plan.execute(input, output);
        }
    }

    private void count() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(new Handler() {
            @Override
            public void publish(LogRecord logged) {
                if (logged.getLevel().equals(Level.WARNING)
                        && logged.getMessage().contains(" was never closed; ")) {
                    reports.incrementAndGet();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    private void awaitFreed(long bytes, long dropped) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
        } while ((NativeProbe.liveHandles() > 0 || directBytes() > bytes || reports.get() < dropped)
                && System.nanoTime() < end);
    }

    private static long directBytes() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool.getMemoryUsed();
            }
        }
        throw new IllegalStateException("this JVM does not tell of direct memory");
    }
}
