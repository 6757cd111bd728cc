package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;

/** JNA finds no place for its library: oneDNN computes all the same, and says that the budget is not in force. */
public final class NoThreadHelper implements Fault {
    @Override
    public void run(Trial trial) throws Exception {
        Path folder = Path.of("").toAbsolutePath();
        NativeCache cache = new NativeCache(folder.resolve("cache"));
        Path readOnly = Files.createDirectories(folder.resolve("read-only"));
        Mounts mounts = new Mounts(trial);
        for (long i = 0; i < trial.tries(); i++) {
            if (mounts.areAllowed()) {
                ChildJvm.Result result = FreshStart.jvm(cache.folder())
                        .with("-Djconv2d.threads=1", "-Djava.io.tmpdir=" + readOnly, "-Duser.home=" + readOnly)
                        .behind(mounts.with("mount -t tmpfs -o ro none " + readOnly))
                        .runMain(FreshStart.class.getName());
                String seen = "exit code " + result.exit() + "\n" + result.out() + result.err();
                trial.require(result.exit() == 0 && result.lines().contains("selected: ONEDNN right"), seen);
                trial.require(result.out().contains("; threads = 1 cannot be set for oneDNN: "), seen);
                trial.happened("oneDNN computes, the budget is unavailable");
            } else {
                trial.happened("not tried, nothing can be mounted here");
            }
        }
        if (mounts.areAllowed()) {
            cache.delete();
        }
    }
}
