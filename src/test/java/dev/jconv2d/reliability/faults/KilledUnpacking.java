package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** JVMs that are killed while they unpack into an empty cache: the next start works, and leaves nothing of theirs behind. */
public final class KilledUnpacking implements Fault {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final NativeCache cache =
            new NativeCache(Path.of("").toAbsolutePath().resolve("cache"));
    private final Path dnnl = new ChildJvm().entry("dnnl-.*-linux-.*").getFileName();

    @Override
    public void run(Trial trial) throws Exception {
        FreshStart start = new FreshStart(trial);
        SplittableRandom random = trial.random(0);
        int unpacking = 0;
        for (long i = 0; i < trial.tries(); i++) {
            Process process = FreshStart.jvm(cache.folder()).start(FreshStart.class.getName());
            // What it writes first, and the folder for the library that takes most of the time.
            Path sign = cache.folder().resolve(random.nextInt(3) == 0 ? Path.of(".lock") : dnnl);
            while (!Files.exists(sign) && process.isAlive()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(400_000)));
            process.destroyForcibly();
            process.waitFor();
            if (cache.leftovers() > 0) {
                unpacking++;
            }
            start.works("killed, started again", FreshStart.jvm(cache.folder()));
            trial.require(cache.leftovers() == 0, cache.leftovers() + " files left by who was killed");
            cache.delete();
        }
        // A few kills may all come too late.
        trial.require(
                !trial.isLong() || unpacking > trial.tries() / 5,
                "only " + unpacking + " were killed in the midst of a library");
        trial.fact(unpacking + " killed in the midst of a library");
    }
}
