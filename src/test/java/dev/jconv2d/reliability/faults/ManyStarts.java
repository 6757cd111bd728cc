package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.nio.file.Path;

/** Eight JVMs at once that find an empty cache: all work. Tries are JVMs. */
public final class ManyStarts implements Fault {
    private static final int JVMS = 8;

    @Override
    public void run(Trial trial) throws Exception {
        NativeCache cache = new NativeCache(Path.of("").toAbsolutePath().resolve("cache"));
        FreshStart start = new FreshStart(trial);
        for (long done = 0; done < trial.tries(); done += JVMS) {
            Teams.run(trial, JVMS, index -> start.works("at once", FreshStart.jvm(cache.folder())));
            trial.require(cache.leftovers() == 0, cache.leftovers() + " files left");
            cache.delete();
        }
    }
}
